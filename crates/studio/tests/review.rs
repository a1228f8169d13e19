//! A version goes out, its answer comes back, and holds for what was seen and nothing else.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use std::path::Path;

use engine::{Document, Language, canonical};
use fixture::{
    Folder, design, edit,
    review::{answer, at, carried, sealed, send},
};
use groundplan_studio::{
    Failure, Live,
    prices::Book,
    review::{self, Approval, Records, Standing, Version, armour},
};
use serde_json::{Value, json};

fn project(folder: &Folder) -> std::path::PathBuf {
    let path = folder.file("site.groundplan");
    Live::create(&path, design()).unwrap().close();
    path
}

/// Makes one edit of the design at a path.
fn change(path: &Path, command: Value) {
    let mut live = Live::open(path).unwrap();
    let operation = edit(live.document(), command);
    live.commit(live.revision(), &[operation]).unwrap();
}

fn import(path: &Path, answer: &Value) -> Result<review::Answer, Failure> {
    review::import(path, &answer.to_string(), Language::English, Book::embedded(), at(120))
}

#[track_caller]
fn refused(path: &Path, answer: &Value, says: &[&str]) {
    match import(path, answer) {
        Err(Failure::Refused(message)) => {
            for words in says {
                assert!(message.contains(words), "“{words}” is missing: {message}");
            }
        }
        other => panic!("should be refused: {other:?}"),
    }
}

fn standing(path: &Path, environment: &str) -> Standing {
    let version = Version::read(path, Language::English).unwrap();
    let Approval { standing, .. } = review::approval(path, &version.project, environment).unwrap();
    standing
}

#[test]
fn an_approval_holds_for_the_environments_it_covers() {
    let folder = Folder::new();
    let path = project(&folder);
    assert_eq!(standing(&path, "prod"), Standing::NotSent);
    let (sent, page) = send(&path, &[]);
    assert!(matches!(standing(&path, "prod"), Standing::Waiting { since, .. } if since == at(0)));
    import(&path, &answer(&page, "Client", "approve", &["prod"])).unwrap();
    let approved =
        Standing::Approved { by: vec!["Client".into()], time: at(60), version: sent.version.clone() };
    assert_eq!(standing(&path, "prod"), approved);
    assert!(matches!(standing(&path, "dev"), Standing::Waiting { .. }), "it covers nothing else");
}

#[test]
fn a_box_that_moves_keeps_the_approval_a_resource_that_changes_voids_it() {
    let folder = Folder::new();
    let path = project(&folder);
    let (_, page) = send(&path, &[]);
    import(&path, &answer(&page, "Client", "approve", &["prod"])).unwrap();

    change(&path, json!({ "do": "set-frame", "id": "site", "frame": [40, 40, 160, 44] }));
    assert!(standing(&path, "prod").approved());

    change(&path, json!({ "do": "set-property", "id": "logs", "path": ["versioning"], "value": false }));
    let Standing::Outdated { by, differences, .. } = standing(&path, "prod") else {
        panic!("{:?}", standing(&path, "prod"))
    };
    assert_eq!(by, "Client");
    assert!(!differences.is_empty());
    let words = standing(&path, "prod").render(Language::English);
    assert!(words.contains("the template of site-prod-network is another"), "{words}");

    change(&path, json!({ "do": "unset-property", "id": "logs", "path": ["versioning"] }));
    assert!(standing(&path, "prod").approved(), "as it was approved again");
}

#[test]
fn the_last_word_of_each_counts_and_one_objection_outweighs() {
    let folder = Folder::new();
    let path = project(&folder);
    let (_, page) = send(&path, &[]);
    import(&path, &answer(&page, "Client", "approve", &["prod"])).unwrap();
    let mut against = answer(&page, "Auditor", "request-changes", &["prod"]);
    against["note"] = "Which certificate?".into();
    import(&path, &sealed(against)).unwrap();
    let words = standing(&path, "prod").render(Language::English);
    assert!(words.contains("Auditor asks for changes") && words.contains("Which certificate?"), "{words}");
    let mut later = answer(&page, "Auditor", "approve", &["prod"]);
    later["time"] = at(90).to_string().into();
    import(&path, &sealed(later)).unwrap();
    assert!(matches!(standing(&path, "prod"), Standing::Approved { by, .. } if by == ["Auditor", "Client"]));
    // what was given before and arrives after changes nothing
    let mut late = answer(&page, "Auditor", "request-changes", &["prod", "dev"]);
    late["time"] = at(70).to_string().into();
    import(&path, &sealed(late)).unwrap();
    assert!(standing(&path, "prod").approved());
}

#[test]
fn an_answer_for_another_version_is_refused_and_both_are_named() {
    let folder = Folder::new();
    let path = project(&folder);
    let (sent, page) = send(&path, &[]);
    let given = answer(&page, "Client", "approve", &["prod"]);
    change(&path, json!({ "do": "set-frame", "id": "site", "frame": [40, 40, 160, 44] }));
    let now = Version::read(&path, Language::English).unwrap();
    let (was, is) = (&sent.version[..12], &now.hash[..12]);
    refused(&path, &given, &["revision 0", was, "2026-09-21", "revision 1", is, "history restore"]);
    assert!(!standing(&path, "prod").approved());

    let mut unheard = given;
    unheard["version"] = "0".repeat(64).into();
    refused(&path, &sealed(unheard), &["000000000000, which was not sent from here"]);
}

#[test]
fn what_was_edited_forged_or_imported_before_is_refused() {
    let folder = Folder::new();
    let path = project(&folder);
    let (_, page) = send(&path, &["Client", "Auditor"]);
    let given = answer(&page, "Client", "request-changes", &["prod"]);
    let with = |key: &str, value: Value| {
        let mut other = given.clone();
        other[key] = value;
        other
    };
    refused(&path, &with("decision", "approve".into()), &["edited or cut"]);
    refused(&path, &sealed(with("document", "shop".into())), &["about the design “shop”"]);
    refused(&path, &sealed(with("review", "0123".into())), &["knows of no review 0123"]);
    refused(
        &path,
        &sealed(with("reviewer", "Stranger".into())),
        &["Stranger was not asked", "Client, Auditor"],
    );
    let prices = json!({ "as_of": "2020-01-01", "digest": "0" });
    refused(&path, &sealed(with("price_book", prices)), &["prices of 2020-01-01"]);
    let nowhere = json!({ "moon": given["environments"]["prod"] });
    refused(&path, &sealed(with("environments", nowhere)), &["“moon”, which the design does not have"]);
    let mut other = given.clone();
    other["environments"]["prod"]["stacks"][0]["template"] = "0".repeat(64).into();
    other["environments"]["prod"]["account"] = "999999999999".into();
    refused(
        &path,
        &sealed(other),
        &["account 333333333333 instead of 999999999999", "template of site-prod-"],
    );
    assert!(Records::open(&path, "site", false).unwrap().decisions().unwrap().is_empty());

    import(&path, &given).unwrap();
    refused(&path, &given, &["imported already"]);
    assert_eq!(Records::open(&path, "site", false).unwrap().decisions().unwrap().len(), 1);
}

#[test]
fn what_is_no_answer_is_bad_input() {
    let folder = Folder::new();
    let path = project(&folder);
    let (_, page) = send(&path, &[]);
    let given = answer(&page, "Client", "approve", &["prod"]);
    let with = |key: &str, value: Value| {
        let mut other = given.clone();
        other[key] = value;
        sealed(other)
    };
    let mut texts = vec![
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        page.clone(),
        "-----BEGIN GROUNDPLAN ANSWER-----\nAAAA".to_owned(),
        given.to_string().replace("\"approve\"", "\"maybe\""),
    ];
    texts.extend(
        [
            with("groundplan_answer", 2.into()),
            with("reviewer", " ".into()),
            with("environments", json!({})),
            with("time", "yesterday".into()),
            with("more", 1.into()),
            with("comments", json!([{ "id": "<b>", "element": null, "answers": null, "text": "x" }])),
        ]
        .map(|answer| answer.to_string()),
    );
    for text in texts {
        let failure = review::import(&path, &text, Language::English, Book::embedded(), at(120)).unwrap_err();
        assert!(matches!(failure, Failure::Input(_)), "{failure}: {text:.80}");
    }
}

#[test]
fn an_answer_comes_through_mail() {
    let folder = Folder::new();
    let path = project(&folder);
    let (_, page) = send(&path, &[]);
    let block = armour(&answer(&page, "Revisión Ñuñoa", "approve", &["prod"]).to_string());
    let quoted: String = block.lines().map(|line| format!("> {line}\r\n")).collect();
    let mail = format!("Hello,\n\nhere it is:\n\n{quoted}\nThanks");
    let taken = review::import(&path, &mail, Language::English, Book::embedded(), at(120)).unwrap();
    assert_eq!(taken.reviewer, "Revisión Ñuñoa");
}

#[test]
fn comments_come_along_are_answered_and_go_out_again() {
    let folder = Folder::new();
    let path = project(&folder);
    let (_, page) = send(&path, &[]);
    let mut given = answer(&page, "Client", "request-changes", &["prod"]);
    given["comments"] = json!([
        { "id": "c1", "element": "site", "answers": null, "text": "Versioned?" },
        { "id": "c2", "element": null, "answers": null, "text": "In which region?" },
        { "id": "c3", "element": "site", "answers": "c1", "text": "Never mind." },
    ]);
    import(&path, &sealed(given)).unwrap();
    let records = Records::open(&path, "site", true).unwrap();
    let texts: Vec<String> = records.comments().unwrap().into_iter().map(|one| one.text).collect();
    assert_eq!(texts, ["Versioned?", "In which region?", "Never mind."]);
    drop(records);

    let (_, page) = send(&path, &[]);
    assert_eq!(carried(&page)["comments"][0]["author"], "Client");
    let mut given = answer(&page, "Client", "approve", &["prod"]);
    given["resolved"] = json!(["c1"]);
    import(&path, &sealed(given)).unwrap();
    let comments = Records::open(&path, "site", false).unwrap().comments().unwrap();
    assert_eq!(comments[0].resolved, Some(at(120)));
    assert_eq!(comments[1].resolved, None);
}

/// The design with the most unpleasant names.
fn hostile() -> (Document, Vec<&'static str>) {
    let names = vec![
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(2)>",
        "&lt;b&gt; &amp; 'quoted'",
        "\u{202e}desrever\u{200f} \u{2028}",
        "<!--<script>",
    ];
    let mut document = design();
    document.name = names.concat();
    let mut nodes = document.nodes.values_mut();
    for name in &names {
        nodes.next().unwrap().name = Some((*name).to_owned());
    }
    (document, names)
}

#[test]
fn what_people_wrote_is_text_in_the_page_and_nothing_else() {
    let folder = Folder::new();
    let path = folder.file("hostile.groundplan");
    let (document, names) = hostile();
    Live::create(&path, document).unwrap().close();
    let (_, page) = send(&path, &["<i>Client</i>", "</select><script>"]);
    for (tag, count) in
        [("<script", 2), ("</script", 2), ("<img", 0), ("<style", 1), ("<i>Client", 0), ("<!--", 0)]
    {
        assert_eq!(page.matches(tag).count(), count, "{tag}");
    }
    for handler in ["onerror=alert", "style=\"", "javascript:", "http://", "https://"] {
        let ours = page.replace("http://www.w3.org/2000/svg", "");
        let markup =
            ours.split("<script").next().unwrap().replace("&quot;&gt;&lt;img src=x onerror=alert(2)&gt;", "");
        assert!(!markup.contains(handler), "{handler}");
    }
    let elements = carried(&page)["environments"]["prod"]["elements"].clone();
    for name in names {
        assert!(elements.as_array().unwrap().iter().any(|one| one["name"] == name), "{name:?} arrives whole");
    }
}

#[test]
fn the_page_allows_its_own_script_and_style_and_no_more() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::{Digest, Sha256};

    let folder = Folder::new();
    let (_, page) = send(&project(&folder), &[]);
    let between = |begin: &str, end: &str| {
        let (_, rest) = page.split_once(begin).unwrap();
        rest.split_once(end).unwrap().0.to_owned()
    };
    let policy = between("Content-Security-Policy\" content=\"", "\">");
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src {}; style-src {}; font-src data:; base-uri 'none'; form-action 'none'",
            hash(&between("<script>", "</script>")),
            hash(&between("<style>", "</style>"))
        )
    );
}

#[test]
fn one_version_makes_one_page() {
    let folder = Folder::new();
    let path = project(&folder);
    let (first, second) = (send(&path, &[]), send(&path, &[]));
    assert_eq!(first, second);
    assert_eq!(first.0.version, canonical::hash(&design()));
    let carried = carried(&first.1);
    assert_eq!(carried["version"], first.0.version.as_str());
    assert_eq!(carried["environments"]["prod"]["bound"], json!(first.0.environments["prod"]));
}

#[test]
fn a_large_design_is_drawn_as_far_as_a_page_shows_it() {
    let folder = Folder::new();
    let path = folder.file("large.groundplan");
    let text = engine::generated::design(500).to_string();
    let document = engine::load(text.as_bytes(), &engine::Services).unwrap();
    Live::create(&path, document).unwrap().close();
    let (_, page) = send(&path, &[]);
    let elements = carried(&page)["environments"]["prod"]["elements"].as_array().unwrap().len();
    assert!(elements >= 500, "{elements} can be commented");
    assert!(page.len() < 4 << 20, "{} bytes", page.len());
}

#[test]
fn what_cannot_be_built_is_shown_and_cannot_be_approved() {
    let folder = Folder::new();
    let path = folder.file("web.groundplan");
    Live::create(&path, fixture::reference()).unwrap().close();
    // a load balancer needs two zones
    change(
        &path,
        json!({ "do": "set-property", "id": "vpc", "environment": "dev", "path": ["zones"], "value": 1 }),
    );
    let (sent, page) = send(&path, &[]);
    assert_eq!(sent.blocked, ["dev"]);
    assert_eq!(standing(&path, "dev"), Standing::Blocked);
    assert!(page.contains("so it cannot be approved"));
    let mut given = answer(&page, "Client", "approve", &["prod"]);
    given["environments"]["dev"] = given["environments"]["prod"].clone();
    refused(&path, &sealed(given), &["“dev”, which cannot be built"]);
}
