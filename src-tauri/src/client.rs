//! The page's client, written from the commands' types: a renamed command or argument breaks the page at compile time.

use std::{fmt::Write, fs, io, path::Path};

use specta::{
    Types,
    datatype::{DataType, Function, NamedReferenceType, Primitive, Reference},
};
use tauri_specta::{BuilderConfiguration, LanguageExt};

/// Writes async Rust functions.
struct RustClient;

impl LanguageExt for RustClient {
    type Error = io::Error;

    fn export(self, cfg: &BuilderConfiguration, path: &Path) -> io::Result<()> {
        let mut text = String::from(
            "//! The shell's commands. Generated from their types (`UPDATE=1 cargo test -p groundplan-app`); do not edit.\n\n\
             use contract::*;\n\nuse super::call::{Nothing, ask};\n",
        );
        for command in &cfg.commands {
            function(&mut text, command, &cfg.types);
        }
        fs::write(path, text)
    }
}

fn function(text: &mut String, command: &Function, types: &Types) {
    let name = command.name();
    let answer = command.result().map_or_else(|| "()".to_owned(), |result| rust(result, types));
    let answer = match answer.strip_prefix("Result<") {
        Some(_) => answer,
        None => format!("Result<{answer}, Failure>"),
    };
    let arguments: Vec<(String, String)> =
        command.args().iter().map(|(name, of)| (name.to_string(), rust(of, types))).collect();
    let list: Vec<String> = arguments.iter().map(|(name, of)| format!("{name}: {of}")).collect();
    text.push('\n');
    for line in command.docs.lines() {
        let _ = writeln!(text, "///{line}");
    }
    let _ = writeln!(text, "pub async fn {name}({}) -> {answer} {{", list.join(", "));
    if arguments.is_empty() {
        let _ = writeln!(text, "    ask(\"{name}\", &Nothing {{}}).await\n}}");
        return;
    }
    let _ = writeln!(
        text,
        "    #[derive(serde::Serialize)]\n    #[serde(rename_all = \"camelCase\")]\n    struct Arguments {{"
    );
    for (name, of) in &arguments {
        let _ = writeln!(text, "        {name}: {of},");
    }
    let names: Vec<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
    let _ = writeln!(text, "    }}\n    ask(\"{name}\", &Arguments {{ {} }}).await\n}}", names.join(", "));
}

fn rust(of: &DataType, types: &Types) -> String {
    match of {
        DataType::Primitive(primitive) => match primitive {
            Primitive::str => "String".to_owned(),
            other => format!("{other:?}"),
        },
        DataType::List(list) => format!("Vec<{}>", rust(&list.ty, types)),
        DataType::Nullable(inner) => format!("Option<{}>", rust(inner, types)),
        DataType::Tuple(tuple) if tuple.elements.is_empty() => "()".to_owned(),
        DataType::Reference(Reference::Named(named)) => {
            if let NamedReferenceType::Inline { dt, .. } = &named.inner {
                return rust(dt, types);
            }
            let name = types.get(named).map_or_else(String::new, |found| found.name.to_string());
            let generics = match &named.inner {
                NamedReferenceType::Reference { generics, .. } => generics.as_slice(),
                _ => &[],
            };
            let inner: Vec<String> = generics.iter().map(|(_, of)| rust(of, types)).collect();
            if inner.is_empty() { name } else { format!("{name}<{}>", inner.join(", ")) }
        }
        other => unimplemented!("the client knows no {other:?}: teach it"),
    }
}

#[test]
fn the_pages_client_is_current() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/shell/commands.rs");
    let fresh = std::env::temp_dir().join(format!("groundplan-client-{}.rs", std::process::id()));
    crate::commands().export(RustClient, &fresh).unwrap();
    let formatted = std::process::Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", concat!(env!("CARGO_MANIFEST_DIR"), "/..")])
        .arg(&fresh)
        .status();
    assert!(
        formatted.is_ok_and(|status| status.success()),
        "rustfmt is needed (rustup component add rustfmt)"
    );
    let text = fs::read_to_string(&fresh).unwrap();
    fs::remove_file(&fresh).ok();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        fs::write(&kept, &text).unwrap();
    }
    let there = fs::read_to_string(&kept).unwrap_or_default();
    assert!(there == text, "the page's client is out of date: UPDATE=1 cargo test -p groundplan-app");
}
