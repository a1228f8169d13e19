//! Icons and fonts: fetched as pinned npm packages, never committed.
//!
//! `assets/package.json` and its lock file pin versions and integrity; `assets/icons.json` says which
//! file each symbol of the drawings stands for. Everything fetched lands below `target/assets/`:
//! `icons/SYMBOL.svg`, `fonts/*.ttf` and `notices/`. Without it everything still builds and draws
//! lettered tiles.

use anyhow::{Context, Result, ensure};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::npm;

/// What the packages are for.
const WANTED: &str = "icons and fonts";

/// Packages that `--update` raises.
const PACKAGES: [&str; 6] = [
    "@expo-google-fonts/inter",
    "@expo-google-fonts/jetbrains-mono",
    "@fontsource-variable/inter",
    "@fontsource/jetbrains-mono",
    "aws-icons",
    "lucide-static",
];

/// Font files shipped, below `node_modules/@expo-google-fonts`.
const FONTS: [&str; 7] = [
    "inter/400Regular/Inter_400Regular.ttf",
    "inter/500Medium/Inter_500Medium.ttf",
    "inter/600SemiBold/Inter_600SemiBold.ttf",
    "inter/700Bold/Inter_700Bold.ttf",
    "jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf",
    "jetbrains-mono/500Medium/JetBrainsMono_500Medium.ttf",
    "jetbrains-mono/600SemiBold/JetBrainsMono_600SemiBold.ttf",
];

/// Fonts of the window, below `node_modules`.
const WEB_FONTS: [&str; 5] = [
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2",
    "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-500-normal.woff2",
    "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-600-normal.woff2",
];

/// Licence texts that travel with the fetched files: (source below `node_modules`, name).
const NOTICES: [(&str, &str); 4] = [
    ("@expo-google-fonts/inter/LICENSE_FONT", "Inter-OFL.txt"),
    ("@expo-google-fonts/jetbrains-mono/LICENSE_FONT", "JetBrainsMono-OFL.txt"),
    ("aws-icons/LICENSE", "aws-icons-packaging-MIT.txt"),
    ("lucide-static/LICENSE", "lucide-ISC.txt"),
];

/// Fetches the pinned packages and lays them out; `--update` raises the pins first, `--metrics`
/// regenerates the committed advance widths from the pinned fonts, `--force` fetches again.
pub fn run(args: &[String]) -> Result<()> {
    for arg in args {
        ensure!(
            ["--update", "--metrics", "--force"].contains(&arg.as_str()),
            "unknown option `{arg}`; expected --update, --metrics or --force"
        );
    }
    let has = |name: &str| args.iter().any(|arg| arg == name);
    let root = root();
    if has("--update") {
        raise_pins(&root)?;
    }
    fetch(&root, has("--force") || has("--update"))?;
    if has("--metrics") || has("--update") {
        write_metrics(&root)?;
    }
    Ok(())
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn raise_pins(root: &Path) -> Result<()> {
    let mut args = vec!["install", "--package-lock-only", "--save-exact"];
    let newest: Vec<String> = PACKAGES.iter().map(|name| format!("{name}@latest")).collect();
    args.extend(newest.iter().map(String::as_str));
    npm::run(&root.join("assets"), &args, WANTED)
}

fn fetch(root: &Path, force: bool) -> Result<()> {
    let pins = root.join("assets");
    let target = root.join("target/assets");
    let stamp = target.join("stamp");
    let wanted = ["package-lock.json", "icons.json", "glyphs.json"]
        .iter()
        .map(|name| fs::read_to_string(pins.join(name)).with_context(|| format!("cannot read assets/{name}")))
        .collect::<Result<Vec<_>>>()?
        .concat();
    if !force && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        println!("icons and fonts are there: {}", target.display());
        return Ok(());
    }
    println!("fetching icons and fonts with npm (about 15 MB) into {}", target.display());
    let modules = npm::install(&pins, &target.join("npm"), WANTED)?;

    let icons = clean(&target.join("icons"))?;
    for (symbol, file) in icon_map(&pins)? {
        let from = modules.join("aws-icons/icons").join(format!("{file}.svg"));
        fs::copy(&from, icons.join(format!("{symbol}.svg")))
            .with_context(|| format!("the icon package has no `{file}.svg` (symbol `{symbol}`)"))?;
    }
    let fonts = clean(&target.join("fonts"))?;
    for font in FONTS {
        let from = modules.join("@expo-google-fonts").join(font);
        let name = Path::new(font).file_name().context("font without a name")?;
        fs::copy(&from, fonts.join(name)).with_context(|| format!("the font package has no `{font}`"))?;
    }
    let web = clean(&target.join("webfonts"))?;
    for font in WEB_FONTS {
        let name = Path::new(font).file_name().context("font without a name")?;
        fs::copy(modules.join(font), web.join(name))
            .with_context(|| format!("the font package has no `{font}`"))?;
    }
    glyphs(&pins, &modules, &clean(&target.join("glyphs"))?)?;
    let notices = clean(&target.join("notices"))?;
    for (from, name) in NOTICES {
        fs::copy(modules.join(from), notices.join(name))
            .with_context(|| format!("missing licence `{from}`"))?;
    }
    fs::copy(root.join("NOTICE"), notices.join("NOTICE")).context("cannot copy NOTICE")?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// The product's own glyphs, with the stroke of its design.
fn glyphs(pins: &Path, modules: &Path, to: &Path) -> Result<()> {
    let names: Vec<String> = serde_json::from_str(&fs::read_to_string(pins.join("glyphs.json"))?)
        .context("assets/glyphs.json is not a list of names")?;
    for name in names {
        let from = modules.join(format!("lucide-static/icons/{name}.svg"));
        let svg = fs::read_to_string(&from).with_context(|| format!("the glyph package has no `{name}`"))?;
        fs::write(
            to.join(format!("{name}.svg")),
            svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\""),
        )?;
    }
    Ok(())
}

fn clean(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    Ok(folder.to_path_buf())
}

/// Symbol → file in the icon package, from all sections of `assets/icons.json`.
fn icon_map(pins: &Path) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(pins.join("icons.json"))?;
    let sections: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&text).context("assets/icons.json is not sections of symbol → file")?;
    Ok(sections.into_values().flatten().collect())
}

/// Characters measured: Latin with its extensions, Greek, general punctuation, arrows, mathematics.
const RANGES: [(u32, u32); 7] = [
    (0x20, 0x7e),
    (0xa0, 0x17f),
    (0x391, 0x3c9),
    (0x2010, 0x2044),
    (0x20ac, 0x20ac),
    (0x2190, 0x21ff),
    (0x2200, 0x2265),
];

/// Writes `crates/scene/src/advances.rs`: advance widths in thousandths of an em.
///
/// Weights 550 and 650 exist only in the variable font; its masters are linear between the static
/// weights, so they are the mean of their neighbours.
fn write_metrics(root: &Path) -> Result<()> {
    let fonts = root.join("target/assets/fonts");
    let table = |file: &str| advances(&fonts.join(file));
    let regular = table("Inter_400Regular.ttf")?;
    let medium = table("Inter_500Medium.ttf")?;
    let semi = table("Inter_600SemiBold.ttf")?;
    let bold = table("Inter_700Bold.ttf")?;
    let mean = |a: &[u16], b: &[u16]| a.iter().zip(b).map(|(a, b)| (a + b).div_ceil(2)).collect::<Vec<_>>();
    let mono = [table("JetBrainsMono_400Regular.ttf")?, table("JetBrainsMono_600SemiBold.ttf")?];
    let pitch = mono[0].first().copied().unwrap_or(600);
    ensure!(
        mono.iter().flatten().all(|w| *w == pitch || *w == 0),
        "JetBrains Mono is not monospaced any more"
    );

    let mut out = String::from(
        "//! Advance widths in thousandths of an em. Generated by `cargo xtask assets --metrics` from the\n\
         //! pinned font packages; do not edit.\n\n",
    );
    let ranges: Vec<String> = RANGES.iter().map(|(a, b)| format!("(0x{a:x}, 0x{b:x})")).collect();
    out += &format!(
        "/// Code points covered, in the order of the tables (both ends included).\n\
         pub(crate) const RANGES: [(u32, u32); {}] = [{}];\n",
        RANGES.len(),
        ranges.join(", ")
    );
    out += &format!("/// Advance of every JetBrains Mono glyph.\npub(crate) const MONO: u16 = {pitch};\n");
    for (name, widths) in [
        ("INTER_400", regular),
        ("INTER_500", medium.clone()),
        ("INTER_550", mean(&medium, &semi)),
        ("INTER_600", semi.clone()),
        ("INTER_650", mean(&semi, &bold)),
    ] {
        out += &format!("#[rustfmt::skip]\npub(crate) const {name}: [u16; {}] = [\n", widths.len());
        for line in widths.chunks(20) {
            let line: Vec<String> = line.iter().map(u16::to_string).collect();
            out += &format!("    {},\n", line.join(", "));
        }
        out += "];\n";
    }
    let path = root.join("crates/scene/src/advances.rs");
    fs::write(&path, out)?;
    println!("wrote {}", path.display());
    Ok(())
}

/// Advance per code point of [`RANGES`]; 0 where the font has no glyph.
fn advances(path: &Path) -> Result<Vec<u16>> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let face =
        ttf_parser::Face::parse(&bytes, 0).with_context(|| format!("{} is not a font", path.display()))?;
    let em = u32::from(face.units_per_em());
    let width = |code: u32| {
        let glyph = char::from_u32(code).and_then(|c| face.glyph_index(c))?;
        let units = u32::from(face.glyph_hor_advance(glyph)?);
        u16::try_from((units * 1000 + em / 2) / em).ok()
    };
    Ok(RANGES.iter().flat_map(|(a, b)| *a..=*b).map(|code| width(code).unwrap_or(0)).collect())
}
