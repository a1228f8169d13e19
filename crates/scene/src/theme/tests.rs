//! Contrasts of WCAG 2.1: text needs 4.5 : 1, graphics need 3 : 1.

use super::{Theme, Token};
use Token::*;

/// Text on its ground, with the contrast in the light and the dark theme.
const TEXTS: &[(Token, Token, f64, f64)] = &[
    (Ink, Panel, 17.5, 15.1),
    (Ink2, Panel, 7.9, 9.3),
    (Ink2, Sunken, 7.3, 9.7),
    (Ink3, Panel, 5.2, 6.1),
    (Ink3, Canvas, 4.9, 6.5),
    (Ink3, Sunken, 4.7, 6.4),
    (Accent, Panel, 6.2, 7.8),
    (Accent, AccentSoft, 5.3, 6.4),
    (OnFill, AccentFill, 6.2, 4.8),
    (OnCritical, CriticalFill, 9.6, 6.2),
    (Critical, Panel, 9.6, 5.9),
    (Critical, HighSoft, 8.4, 5.2),
    (High, HighSoft, 5.1, 6.3),
    (High, Panel, 5.8, 7.2),
    (OnFill, HighFill, 5.1, 4.5),
    (Medium, MediumSoft, 5.7, 8.2),
    (Medium, Panel, 6.2, 10.1),
    (OnMedium, MediumFill, 8.2, 8.2),
    (Low, LowSoft, 5.5, 6.9),
    (OnFill, LowFill, 4.6, 4.6),
    (Ok, OkSoft, 5.1, 7.6),
    (Ok, Panel, 5.7, 9.4),
    (OnFill, Approve, 5.4, 5.4),
    (AccountText, Canvas, 6.1, 8.0),
    (RegionText, Canvas, 5.0, 10.0),
    (VpcText, Canvas, 6.4, 7.8),
    (ZoneText, Canvas, 5.6, 9.1),
    (PublicSubnetText, PublicSubnetFill, 5.2, 9.6),
    (PrivateSubnetText, PrivateSubnetFill, 4.8, 9.3),
    (ScalingText, ContainerFill, 5.3, 9.0),
    (Ink, Tile, 17.4, 13.9),
    (Ink2, Chip, 7.9, 9.0),
    (Ink3, Tile, 5.2, 5.6),
    (Ink3, ContainerFill, 4.9, 6.1),
    (Ink3, Hover, 4.5, 5.3),
    (Ink3, App, 4.7, 6.6),
    (Ink2, Raised, 7.9, 8.5),
    // cost heat
    (Ink, Heat1, 16.0, 12.7),
    (Ink, Heat2, 13.6, 9.4),
    (Ink, Heat3, 10.3, 7.3),
    (Ink, Heat4, 7.0, 6.6),
    (OnFill, Heat5, 5.4, 5.4),
    // sums of frames
    (AccountText, Chip, 6.4, 7.3),
    (RegionText, Chip, 5.3, 9.1),
    (VpcText, Chip, 6.7, 7.2),
    (PublicSubnetText, Chip, 5.7, 9.6),
    (PrivateSubnetText, Chip, 5.3, 9.1),
    // headers of tiers that a lens tints
    (PublicSubnetText, HighSoft, 5.0, 8.6),
    (PrivateSubnetText, HighSoft, 4.6, 8.2),
    (PublicSubnetText, MediumSoft, 5.1, 8.0),
    (PrivateSubnetText, MediumSoft, 4.8, 7.6),
    (PublicSubnetText, LowSoft, 4.9, 8.2),
    (PrivateSubnetText, LowSoft, 4.5, 7.8),
    // notes of a lens
    (Tile, Accent, 6.2, 7.2),
    (Tile, Critical, 9.6, 5.4),
    (Tile, High, 5.8, 6.6),
    (Tile, Medium, 6.2, 9.3),
    (Tile, Low, 6.5, 7.6),
];

/// Lines and glyphs on their ground.
const GRAPHICS: &[(Token, Token, f64, f64)] = &[
    (Wire, Canvas, 4.3, 6.3),
    (WireControl, Canvas, 3.4, 3.9),
    (Changed, Canvas, 3.5, 9.4),
    (Ring, Canvas, 5.9, 7.1),
    (Ink4, Panel, 3.3, 3.1),
    (OkFill, Panel, 3.9, 4.5),
    (Line2Strong, Panel, 3.6, 4.9),
];

#[test]
fn text_and_graphics_stand_out_as_much_as_is_said_here() {
    for (pairs, least) in [(TEXTS, 4.5), (GRAPHICS, 3.0)] {
        for (mark, ground, light, dark) in pairs {
            for (theme, said) in [(Theme::Light, *light), (Theme::Dark, *dark)] {
                assert!(said >= least, "{mark:?} on {ground:?} in {theme:?} is said to be under {least}");
                let ratio = mark.rgb(theme).contrast(ground.rgb(theme));
                assert!(
                    (ratio - said).abs() < 0.06,
                    "{mark:?} on {ground:?} in {theme:?}: {ratio:.2}, said {said}"
                );
            }
        }
    }
}

#[test]
fn names_in_style_sheets_are_distinct() {
    let names: std::collections::BTreeSet<&str> = Token::ALL.iter().map(|token| token.css()).collect();
    assert_eq!(names.len(), Token::ALL.len());
}
