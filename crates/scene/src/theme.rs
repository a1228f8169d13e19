//! Colours by role. A drawing names a [`Token`]; the theme says which colour that is.

use serde::Serialize;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark ink on a light canvas.
    #[default]
    Light,
    /// Light ink on a dark canvas.
    Dark,
}

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

const fn hex(value: u32) -> Rgb {
    let [_, r, g, b] = value.to_be_bytes();
    Rgb(r, g, b)
}

macro_rules! tokens {
    ($($name:ident $css:literal $light:literal $dark:literal, $doc:literal;)*) => {
        /// A colour by its role; the numbers are the light and the dark value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Token { $(#[doc = $doc] $name,)* }

        impl Token {
            /// Every token.
            pub const ALL: &'static [Token] = &[$(Token::$name,)*];
            /// Name of the custom property in style sheets, without the leading dashes.
            pub const fn css(self) -> &'static str {
                match self { $(Token::$name => $css,)* }
            }
            /// The colour in a theme.
            pub const fn rgb(self, theme: Theme) -> Rgb {
                match (self, theme) {
                    $((Token::$name, Theme::Light) => hex($light), (Token::$name, Theme::Dark) => hex($dark),)*
                }
            }
        }
    };
}

tokens! {
    Canvas "canvas" 0xF8F9FB 0x0D1117, "Drawing surface.";
    Dot "dot" 0xD3D9E2 0x252C37, "Dots of the drawing surface.";
    Panel "panel" 0xFFFFFF 0x14181F, "Panels and the ground of an exported page.";
    Line2 "line2" 0xCDD4DE 0x384252, "Border of chips and pills.";
    Ink "ink" 0x131A26 0xE9EDF3, "Names.";
    Ink2 "ink2" 0x465263 0xB1BCCB, "Body text.";
    Ink3 "ink3" 0x626E80 0x8C98A9, "Secondary text.";
    Ink4 "ink4" 0x838EA0 0x5C6879, "Glyphs only, never text.";
    Accent "accent" 0x3056D3 0x8EA8FF, "The product's blue, for text and lines.";
    Tile "tile" 0xFFFFFF 0x1A2029, "Element card.";
    TileLine "tile-line" 0xD8DEE7 0x323C4A, "Border of an element card.";
    Chip "chip" 0xFFFFFF 0x161B23, "Label on a connector.";
    Shadow "shadow" 0x101828 0x000000, "Shadow under cards, at a few percent.";
    Wire "wire" 0x6A7789 0x8896A8, "Traffic.";
    WireControl "wire-ctl" 0x7C8899 0x667386, "Control, delivery, egress.";
    High "high" 0xC4232F 0xFF7D85, "Severity high, text and lines.";
    HighFill "high-fill" 0xD12C38 0xD93A46, "Severity high, filled.";
    CriticalFill "critical-fill" 0x8B0F1E 0xFF5C66, "Severity critical, filled.";
    MediumFill "med-fill" 0xF2A51F 0xF2A51F, "Severity medium, filled.";
    OnMedium "on-med" 0x2A1A00 0x2A1A00, "Text on the medium fill.";
    LowFill "low-fill" 0x5F7896 0x5F7896, "Severity low, filled.";
    OnFill "on-fill" 0xFFFFFF 0xFFFFFF, "Text and glyphs on strong fills.";
    Ok "ok" 0x0F7548 0x5BD298, "Fine: text and lines.";
    OkSoft "ok-soft" 0xE2F5EB 0x12301F, "Fine: soft fill.";
    Account "g-account" 0xE7157B 0xE7157B, "Account frame.";
    AccountText "g-account-t" 0xB80F61 0xFF7DB8, "Account label.";
    Region "g-region" 0x00A4A6 0x00A4A6, "Region frame.";
    RegionText "g-region-t" 0x00787A 0x3FCFD1, "Region label.";
    Vpc "g-vpc" 0x8C4FFF 0x8C4FFF, "VPC frame.";
    VpcText "g-vpc-t" 0x6D34D6 0xB794FF, "VPC label.";
    Zone "g-az" 0x147EBA 0x2E93CF, "Availability Zone frame.";
    ZoneText "g-az-t" 0x126A9C 0x6BBDEC, "Availability Zone label.";
    PublicSubnet "g-pub" 0x7AA116 0x7AA116, "Public subnet frame.";
    PublicSubnetText "g-pub-t" 0x557010 0xA9CE4A, "Public subnet label.";
    PublicSubnetFill "g-pub-bg" 0xF4F8E8 0x151C11, "Public subnet ground.";
    PrivateSubnet "g-prv" 0x00A4A6 0x00A4A6, "Private subnet frame.";
    PrivateSubnetText "g-prv-t" 0x00787A 0x3FCFD1, "Private subnet label.";
    PrivateSubnetFill "g-prv-bg" 0xE9F6F6 0x0D1B20, "Private subnet ground.";
    Scaling "g-asg" 0xED7100 0xED7100, "Auto Scaling group frame.";
    ScalingText "g-asg-t" 0xA84F00 0xFFA350, "Auto Scaling group label.";
    ContainerFill "g-eks-bg" 0xFFF8F1 0x1C1712, "Ground of a container cluster.";
    CategoryNetwork "c-network" 0x8C4FFF 0x8C4FFF, "AWS category networking and content delivery.";
    CategoryCompute "c-compute" 0xED7100 0xED7100, "AWS category compute and containers.";
    CategoryDatabase "c-database" 0xC925D1 0xC925D1, "AWS category databases and developer tools.";
    CategoryStorage "c-storage" 0x7AA116 0x7AA116, "AWS category storage.";
    CategorySecurity "c-security" 0xDD344C 0xDD344C, "AWS category security, identity and compliance.";
    CategoryIntegration "c-integration" 0xE7157B 0xE7157B, "AWS category integration and management.";
    CategoryAi "c-ai" 0x01A88D 0x01A88D, "AWS category artificial intelligence and migration.";
    CategoryGeneral "c-general" 0x5A6B86 0x5A6B86, "What has no category of its own.";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio of WCAG 2.1.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |Rgb(r, g, b): Rgb| {
            let [r, g, b] = [r, g, b].map(|c| {
                let c = f64::from(c) / 255.0;
                if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_readable_on_its_ground_in_both_themes() {
        use Token::*;
        let pairs = [
            (Ink, Tile),
            (Ink2, Chip),
            (Ink3, Canvas),
            (Ink3, Tile),
            (AccountText, Canvas),
            (RegionText, Canvas),
            (VpcText, Canvas),
            (ZoneText, Canvas),
            (PublicSubnetText, PublicSubnetFill),
            (PrivateSubnetText, PrivateSubnetFill),
            (ScalingText, ContainerFill),
            (Ink3, ContainerFill),
            (OnFill, HighFill),
            (OnMedium, MediumFill),
            (OnFill, LowFill),
            (Ok, OkSoft),
        ];
        for theme in [Theme::Light, Theme::Dark] {
            for (text, ground) in pairs {
                let ratio = contrast(text.rgb(theme), ground.rgb(theme));
                assert!(ratio >= 4.45, "{text:?} on {ground:?} in {theme:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn wires_stand_out_from_the_canvas() {
        for theme in [Theme::Light, Theme::Dark] {
            for wire in [Token::Wire, Token::WireControl] {
                assert!(contrast(wire.rgb(theme), Token::Canvas.rgb(theme)) >= 3.0);
            }
        }
    }
}
