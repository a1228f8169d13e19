//! Drawings of boards made by hand and at random.

#![allow(clippy::unwrap_used)]

mod fixture;
#[path = "fixture/laws.rs"]
mod laws;
#[path = "fixture/random.rs"]
mod random;
#[path = "fixture/show.rs"]
mod show;

use groundplan_scene::{
    Scene,
    svg::{IconSet, SvgOptions},
};
use proptest::{prelude::*, strategy::ValueTree};
use show::show;

#[test]
fn the_reference_in_one_to_four_zones() {
    for zones in 1..=4 {
        let scene = Scene::of(&fixture::reference(zones));
        show(&scene, &format!("board-{zones}"));
        assert_eq!(laws::broken(&scene), Vec::<String>::new(), "{zones} zones");
        assert!(scene.stubs.is_empty(), "{zones} zones: {:?}", scene.stubs);
        assert!(scene.unlabelled.is_empty(), "{zones} zones: {:?}", scene.unlabelled);
        let smallest = scene.smallest_text_on_a4();
        assert!(smallest >= 6.0, "{zones} zones: {smallest:.2} pt");
        insta::assert_snapshot!(format!("reference_{zones}_zones"), fixture::describe(&scene));
    }
}

#[test]
fn the_request_path_is_one_straight_vertical() {
    let scene = Scene::of(&fixture::reference(2));
    let on_spine = ["cdn", "igw", "alb", "eks"];
    let xs: Vec<i32> = scene
        .routed
        .iter()
        .filter(|routed| on_spine.contains(&routed.link.from.as_str()) && routed.points.len() == 2)
        .filter(|routed| ["igw", "alb", "eks", "db"].contains(&routed.link.to.as_str()))
        .flat_map(|routed| routed.points.iter().map(|p| p.x))
        .collect();
    assert_eq!(xs.len(), 8);
    assert!(xs.iter().all(|x| *x == xs[0]), "{xs:?}");
}

#[test]
fn the_file_stands_alone_and_is_the_same_every_time() {
    let board = fixture::reference(2);
    let options = SvgOptions { title: "A & B <prod>", dots: true, ..SvgOptions::default() };
    let svg = Scene::of(&board).to_svg(&options);
    assert_eq!(svg, Scene::of(&board).to_svg(&options));
    assert!(svg.contains("<title>A &amp; B &lt;prod&gt;</title>"));
    for outside in ["http://", "https://"] {
        let rest = svg.replace("http://www.w3.org/2000/svg", "");
        assert!(!rest.contains(outside), "refers to {outside}");
    }
    insta::assert_snapshot!("reference_2_zones_svg", svg);
}

#[test]
fn icons_are_inlined_once_with_ids_of_their_own() {
    let mut icons = IconSet::default();
    let file = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><title>x</title>\
                <linearGradient id=\"a\"/><path fill=\"url(#a)\" d=\"M0 0h64v64H0z\"/></svg>";
    assert!(icons.insert("alb", file));
    let commented =
        "<svg viewBox='0 0 1 1'/>".replace('\'', "\"").replace("/>", "><!-- https://e.org --></svg>");
    assert!(icons.insert("secret", &commented));
    for bad in [
        "<script>alert(1)</script>",
        "<image href='http://example.com/x'/>",
        "<use href='//example.com/x#a'/>",
        "<g onclick='alert(1)'/>",
        "<g/onclick='alert(1)'/>",
        "<path fill='url(//example.com/x)'/>",
        "<img src='x'/>",
        "<foreignObject/>",
        "<!-- open",
        "<![CDATA[x]]>",
    ] {
        let file = format!("<svg viewBox=\"0 0 1 1\">{}</svg>", bad.replace('\'', "\""));
        assert!(!icons.insert("db", &file), "{bad}");
    }
    let svg = Scene::of(&fixture::reference(2))
        .to_svg(&SvgOptions { icons: Some(&icons), ..SvgOptions::default() });
    assert_eq!(svg.matches("<symbol id=\"gp-icon-alb\"").count(), 1);
    assert!(svg.contains("id=\"gp-alb-a\"") && svg.contains("url(#gp-alb-a)"));
    assert!(svg.contains("href=\"#gp-icon-alb\""));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_boards_keep_the_laws(board in random::board()) {
        let scene = Scene::of(&board);
        let broken = laws::broken(&scene);
        if !broken.is_empty() {
            show(&scene, "broken");
        }
        prop_assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}

#[test]
fn connections_that_find_no_way_are_rare() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut links, mut stubs, mut unlabelled) = (0, 0, 0);
    for _ in 0..36 {
        let board = random::board().new_tree(&mut runner).unwrap().current();
        let scene = Scene::of(&board);
        links += scene.routed.len() + scene.stubs.len();
        stubs += scene.stubs.len();
        unlabelled += scene.unlabelled.len();
    }
    println!("{stubs} stubs and {unlabelled} lost labels in {links} connections");
    assert!(links > 300, "only {links} connections were tried");
    assert!(stubs * 33 <= links, "{stubs} of {links} are stubs");
    assert!(unlabelled * 12 <= links, "{unlabelled} of {links} lost their label");
}
