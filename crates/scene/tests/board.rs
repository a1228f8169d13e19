//! Drawings of the reference topology from a board made by hand.

mod fixture;

use groundplan_scene::{
    Scene,
    svg::{IconSet, SvgOptions},
    theme::Theme,
};

#[test]
fn the_reference_draws_without_overlaps_stubs_or_lost_labels() {
    for zones in 1..=4 {
        let scene = Scene::of(&fixture::reference(zones));
        if let Ok(folder) = std::env::var("SCENE_OUT") {
            let mut icons = IconSet::default();
            for entry in std::fs::read_dir("../../target/assets/icons").into_iter().flatten().flatten() {
                let symbol = entry.path().file_stem().unwrap().to_string_lossy().into_owned();
                assert!(icons.insert(symbol, &std::fs::read_to_string(entry.path()).unwrap()));
            }
            for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
                let svg = scene.to_svg(&SvgOptions {
                    theme,
                    icons: Some(&icons),
                    title: "Reference",
                    dots: true,
                    ..SvgOptions::default()
                });
                std::fs::write(format!("{folder}/board-{zones}-{name}.svg"), svg).unwrap();
            }
        }
        println!("{zones}: {}x{} {:.2} pt", scene.width, scene.height, scene.smallest_text_on_a4());
        println!(
            "  stubs {:?}",
            scene.stubs.iter().map(|l| format!("{}-{}", l.from, l.to)).collect::<Vec<_>>()
        );
        println!("  unlabelled {:?} overlaps {:?}", scene.unlabelled, scene.overlaps);
    }
}
