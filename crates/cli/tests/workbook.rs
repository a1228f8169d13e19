//! The workbook of a proposal, recomputed by LibreOffice: its totals are ours to the cent, also after an assumption is
//! changed in it. `cargo xtask test --full` installs LibreOffice and runs these; they fail where it is missing.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    process::Command,
};

use common::{dated, reference, text};
use serde_json::Value;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn fine(arguments: &[&str]) -> Vec<u8> {
    let output = dated(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The reference topology with workloads, as a proposal's workbook.
fn design(name: &str) -> (PathBuf, PathBuf) {
    let path = reference("workbook", name, "shop.json");
    fine(&["usage", text(&path), "--env", "prod", "--preset", "medium"]);
    fine(&["usage", text(&path), "--env", "dev", "--preset", "small"]);
    let out = path.with_extension("xlsx");
    fine(&["report", "proposal", text(&path), "--out", text(&out)]);
    (path, out)
}

/// What `cost` says of each environment: low, typical and high as cents.
fn cost(path: &Path) -> Vec<(String, [i64; 3])> {
    let told: Value = serde_json::from_slice(&fine(&["cost", text(path), "--format", "json"])).unwrap();
    let environments = told["environments"].as_object().unwrap();
    let cents = |amount: &Value| cents(amount.as_str().unwrap());
    environments
        .iter()
        .map(|(id, told)| {
            (id.clone(), ["low", "typical", "high"].map(|bound| cents(&told["monthly"][bound])))
        })
        .collect()
}

fn cents(amount: &str) -> i64 {
    let amount: f64 = amount.replace([',', '$'], "").parse().unwrap();
    // A whole number of cents, far below 2^53.
    #[allow(clippy::cast_possible_truncation)]
    let cents = (amount * 100.0 + 1e-6).round() as i64;
    cents
}

/// The sheets as LibreOffice recomputes them: rows of cells.
fn recomputed(workbook: &Path) -> Vec<Vec<Vec<String>>> {
    let folder = workbook.with_extension("recomputed");
    let profile = workbook.with_extension("profile");
    let _ = fs::remove_dir_all(&folder);
    let user = profile.join("user");
    fs::create_dir_all(&user).unwrap();
    // 0: always recalculate what another program wrote.
    fs::write(
        user.join("registrymodifications.xcu"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\">\
         <value>0</value></prop></item></oor:items>\n",
    )
    .unwrap();
    let program = std::env::var("GROUNDPLAN_SOFFICE").unwrap_or_else(|_| "soffice".to_owned());
    let output = Command::new(&program)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to"])
        // Comma, quotation mark, UTF-8, from the first line, as shown: no; all sheets.
        .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
        .arg("--outdir")
        .arg(&folder)
        .arg(workbook)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program} cannot be started ({error}): `cargo xtask test --full` installs it")
        });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stem = workbook.file_stem().unwrap().to_str().unwrap();
    ["Summary", "Lines", "Assumptions"]
        .map(|sheet| rows(&fs::read_to_string(folder.join(format!("{stem}-{sheet}.csv"))).unwrap()))
        .to_vec()
}

/// The rows of a CSV file.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    rows
}

#[track_caller]
fn agrees(workbook: &Path, cost: &[(String, [i64; 3])]) {
    let sheets = recomputed(workbook);
    for (id, told) in cost {
        let row = sheets[0].iter().find(|row| row[0] == *id).unwrap_or_else(|| panic!("no row of {id}"));
        let found: Vec<i64> = row[1..4].iter().map(|cell| cents(cell)).collect();
        assert_eq!(found, told, "{id}: low, typical and high in cents");
    }
}

/// Writes numbers into the cells of a row of the sheet of assumptions, as an editor would: low, typical and high.
fn with_numbers(workbook: &Path, name: &str, row: usize, numbers: [f64; 3]) -> PathBuf {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(workbook).unwrap())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let path = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        // The third sheet of the workbook.
        if path == "xl/worksheets/sheet3.xml" {
            let mut xml = String::from_utf8(bytes).unwrap();
            for (column, number) in ["D", "E", "F"].into_iter().zip(numbers) {
                let cell = format!("<c r=\"{column}{}\"", row + 1);
                let from = xml.find(&cell).unwrap_or_else(|| panic!("no cell {cell}"));
                let style = xml[from..].split('"').nth(3).unwrap().to_owned();
                let end = from + xml[from..].find("</c>").unwrap() + 4;
                xml.replace_range(from..end, &format!("{cell} s=\"{style}\"><v>{number}</v></c>"));
            }
            bytes = xml.into_bytes();
        }
        out.start_file(path, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    let path = workbook.with_file_name(name);
    fs::write(&path, out.finish().unwrap().into_inner()).unwrap();
    path
}

#[test]
#[ignore = "needs LibreOffice: cargo xtask test --full"]
fn a_recomputed_workbook_comes_to_what_cost_says() {
    let (path, workbook) = design("as-offered");
    agrees(&workbook, &cost(&path));
}

/// A number of the workbook that is changed: environment, element, its words there (the first of the element's where
/// there are none), its name in the design, and what it is set to.
type Change = (&'static str, &'static str, &'static str, &'static str, [f64; 3]);

/// Changes numbers in a workbook, and the same in the design it was made of, and holds one against the other; `more` is
/// stated of the design before.
#[track_caller]
fn changes_alike(name: &str, more: &[&str], changes: &[Change]) {
    let (path, mut workbook) = design(name);
    if !more.is_empty() {
        fine(&[&["usage", text(&path)], more].concat());
        fine(&["report", "proposal", text(&path), "--out", text(&workbook)]);
    }
    let assumptions = recomputed(&workbook).remove(2);
    let before = cost(&path);
    for (at, (environment, element, help, stated, numbers)) in changes.iter().enumerate() {
        let is = |row: &Vec<String>| {
            row[0] == *environment && row[1] == *element && (help.is_empty() || row[2] == *help)
        };
        let row = assumptions.iter().position(is).unwrap_or_else(|| panic!("no row of {element}"));
        assert_eq!(assumptions[row][8], "", "{stated}: everything follows");
        workbook = with_numbers(&workbook, &format!("{name}-{at}.xlsx"), row, *numbers);
        let [low, typical, high] = numbers;
        let stated = format!("{stated}={low}..{typical}..{high}");
        fine(&["usage", text(&path), "--env", environment, "--set", &stated]);
    }
    let after = cost(&path);
    assert_ne!(before, after, "{name} moves the price");
    agrees(&workbook, &after);
}

#[test]
#[ignore = "needs LibreOffice: cargo xtask test --full"]
fn a_number_changed_in_the_workbook_does_what_it_does_in_the_design() {
    // Through tiers, in plain multiples, in rounded shares, of a connection, and of the workload, which moves what
    // follows it.
    for (name, change) in [
        (
            "tiers",
            (
                "prod",
                "Assets",
                "Stored in S3 Standard, old versions too.",
                "assets.storage_gib",
                [40_000.0, 64_000.0, 700_000.0],
            ),
        ),
        ("multiples", ("prod", "Orders FIFO", "", "orders.messages_per_month", [1.0, 12_345_678.0, 3e9])),
        (
            "shares",
            (
                "prod",
                "CloudFront",
                "HTTPS requests of viewers.",
                "cdn.requests_per_month",
                [1e6, 77_777_777.0, 5e9],
            ),
        ),
        (
            "connection",
            ("prod", "Workers → Orders database", "", "workers-db.gib_per_month", [10.0, 321.5, 12_345.0]),
        ),
        (
            "workload",
            ("prod", "Workload", "What its applications keep.", "storage_gib", [100.0, 700.0, 900.5]),
        ),
    ] {
        changes_alike(name, &[], &[change]);
    }
}

#[test]
#[ignore = "needs LibreOffice: cargo xtask test --full"]
fn the_highest_of_several_is_so_in_the_workbook_whichever_it_is() {
    let opened = |numbers| {
        ("prod", "Application LB", "Connections opened a month.", "alb.new_connections_per_month", numbers)
    };
    let open = |numbers| {
        let help = "Connections open at a time, on average; many where they stay open, as WebSockets do.";
        ("prod", "Application LB", help, "alb.open_connections", numbers)
    };
    changes_alike("opened", &[], &[opened([1e6, 5e8, 9e9])]);
    changes_alike("open", &[], &[open([5.0, 70_000.0, 900_000.0])]);
    // Low by the one, high by the other.
    changes_alike("both", &[], &[opened([1e8, 1e8, 1e8]), open([1.0, 3_500.0, 900_000.0])]);
}

#[test]
#[ignore = "needs LibreOffice: cargo xtask test --full"]
fn two_numbers_that_are_multiplied_are_so_in_the_workbook() {
    let size = "Size of a message; each 64 KiB begun is a request.";
    changes_alike(
        "pieces",
        &[],
        &[
            ("prod", "Orders FIFO", "", "orders.messages_per_month", [1e6, 12_345_678.0, 3e9]),
            ("prod", "Orders FIFO", size, "orders.kib_per_message", [0.5, 64.5, 200.0]),
        ],
    );
    let minutes = "Average minutes of an action, each rounded up; approvals are not counted.";
    changes_alike(
        "minutes",
        &[],
        &[("shared", "CodePipeline", minutes, "pipeline.minutes_per_action", [1.0, 6.2, 60.0])],
    );
    changes_alike(
        "hours",
        &["--env", "prod", "--set", "workers.hours_per_month=500", "--set", "workers.instances=3"],
        &[
            (
                "prod",
                "Workers",
                "Hours a month it runs; 730 is always.",
                "workers.hours_per_month",
                [100.0, 410.5, 900.0],
            ),
            (
                "prod",
                "Workers",
                "Average number of instances; from the workload or its sizes when not stated.",
                "workers.instances",
                [2.0, 3.5, 8.0],
            ),
        ],
    );
}
