//! `groundplan render --lens`: the drawing looked at for one thing, the rest in the background.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn render(arguments: &[&str], out: &str) -> (Output, Vec<u8>) {
    // a file of this question's own: tests run side by side
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lenses{}", arguments.join("")));
    std::fs::create_dir_all(&folder).unwrap();
    let out = folder.join(out);
    let _ = std::fs::remove_file(&out);
    let reference = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../templates/reference/design.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
    command.arg("render").arg(reference).args(["--env", "prod", "--out"]).arg(&out).args(arguments);
    (command.output().unwrap(), std::fs::read(&out).unwrap_or_default())
}

fn svg(arguments: &[&str]) -> String {
    let (output, written) = render(arguments, "prod.svg");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(written).unwrap()
}

const FADED: &str = "<g opacity=\"0.4\">";

#[test]
fn the_network_lens_says_on_which_ports_the_internet_comes_in() {
    let svg = svg(&["--lens", "network"]);
    for ports in ["internet: 443", "internet: 80", "internet: 8080", "internet: 30080"] {
        assert!(svg.contains(ports), "{ports}");
    }
    assert!(svg.contains(FADED) && !svg.contains("internet: 5432"));
    // both ways out are followed, and what the signs mean stands in the picture
    assert_eq!(svg.matches("stroke-dasharray=\"7 3\"").count(), 3, "two NAT gateways and the legend");
    for words in
        ["NETWORK: THE INTERNET", "reached from the internet", "gets out to the internet", "the way out"]
    {
        assert!(svg.contains(words), "{words}");
    }
    assert!(!svg.contains("CONNECTORS"), "the legend of the lens stands in the place of the wires'");
}

#[test]
fn the_security_lens_fades_what_is_in_order_and_shows_badges_of_its_pillar_alone() {
    let plain = svg(&[]);
    let seen = svg(&["--lens", "security"]);
    assert!(!plain.contains(FADED) && seen.contains(FADED));
    assert!(plain.contains("CONNECTORS") && seen.contains("SECURITY: NOTHING OPEN"));
    assert!(seen.contains("accepted findings") && !seen.contains(">0<"), "no badge says zero");
    // with or without findings: the lens is about them
    assert_eq!(svg(&["--lens", "security", "--no-findings"]), seen);
}

#[test]
fn the_cost_lens_fills_by_price_and_sums_up_frames() {
    let seen = svg(&["--lens", "cost"]);
    for words in ["COST OF A TYPICAL MONTH", "under $20", "$330 and more"] {
        assert!(seen.contains(words), "{words}");
    }
    // the dearest step is on a card and in the legend; addresses gave way to sums
    assert!(seen.matches("fill=\"#B5472B\"").count() > 1);
    assert!(svg(&[]).contains(".0/16<") && !seen.contains(".0/16<"));
    // with or without prices: the lens is about them
    assert_eq!(svg(&["--lens", "cost", "--no-prices"]), seen);
}

#[test]
fn a_currency_is_written_on_drawings_by_the_rate_the_design_states() {
    let design = common::reference("lenses", "currency", "shop.json");
    let out = design.with_extension("svg");
    let render = |more: &[&str]| {
        let given = ["render", common::text(&design), "--env", "prod", "--out", common::text(&out)];
        common::dated(&[&given, more].concat())
    };
    common::refused(&render(&["--currency", "clp"]), "states no rate for CLP");
    let quoted = ["941.5", "--date", "2026-11-20", "--source", "a bank"];
    let stated = common::groundplan(&[&["rate", common::text(&design), "CLP"], &quoted[..]].concat());
    assert!(stated.status.success(), "{}", String::from_utf8_lossy(&stated.stderr));
    for lens in [&[][..], &["--lens", "cost"]] {
        let output = render(&[&["--currency", "clp"], lens].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let svg = std::fs::read_to_string(&out).unwrap();
        assert!(svg.contains(">CLP ") && !svg.contains(">$"), "{lens:?}");
    }
    assert!(std::fs::read_to_string(&out).unwrap().contains("under CLP 18,830"));
}

#[test]
fn a_lens_is_drawn_as_png_too_and_an_unknown_one_is_refused_by_name() {
    let (output, written) = render(&["--lens", "network", "--scale", "0.5"], "prod.png");
    assert_eq!(output.status.code(), Some(0));
    assert!(written.starts_with(b"\x89PNG"));
    let (output, written) = render(&["--lens", "weather"], "prod.svg");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), written.len()), (Some(2), 0));
    assert!(["network", "security", "cost"].iter().all(|lens| said.contains(lens)), "{said}");
}
