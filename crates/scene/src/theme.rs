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

impl Theme {
    /// The one that is not this one.
    pub fn other(self) -> Theme {
        match self {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        }
    }
}

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Contrast with another colour, from 1 to 21. Source: WCAG 2.2, contrast ratio of relative luminances.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (own, other) = (self.luminance(), other.luminance());
        (own.max(other) + 0.05) / (own.min(other) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| match f64::from(channel) / 255.0 {
            low if low <= 0.040_45 => low / 12.92,
            value => ((value + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

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
    App "app" 0xF3F5F8 0x0C0F14, "Ground of the window, behind its panels.";
    Panel "panel" 0xFFFFFF 0x14181F, "Panels and the ground of an exported page.";
    Raised "raised" 0xFFFFFF 0x1B2029, "What floats: bars over the canvas, menus, dialogs.";
    Sunken "sunken" 0xF3F5F8 0x0F1319, "Wells: what is filled in or scrolled.";
    Hover "hover" 0xEDF0F5 0x1F252F, "Under the pointer.";
    Canvas "canvas" 0xF8F9FB 0x0D1117, "Drawing surface.";
    Dot "dot" 0xD3D9E2 0x252C37, "Dots of the drawing surface.";
    Line "line" 0xE4E8EE 0x232A35, "Hairline between panels.";
    Line2 "line2" 0xCDD4DE 0x384252, "Border of fields, buttons, chips and pills.";
    Line2Strong "line2-strong" 0x7C8798 0x7A879A, "Takes the place of `line2` where a person asks for more contrast.";
    Ink "ink" 0x131A26 0xE9EDF3, "Names.";
    Ink2 "ink2" 0x465263 0xB1BCCB, "Body text.";
    Ink3 "ink3" 0x626E80 0x8C98A9, "Secondary text.";
    Ink4 "ink4" 0x838EA0 0x5C6879, "Glyphs only, never text.";
    Accent "accent" 0x3056D3 0x8EA8FF, "The product's blue, for text and lines.";
    AccentFill "accent-fill" 0x3056D3 0x4468E4, "The product's blue under white text.";
    AccentSoft "accent-soft" 0xE9EEFD 0x1C2747, "Selected rows.";
    Ring "ring" 0x3056D3 0x7C9AFF, "Selection and keyboard focus.";
    Tile "tile" 0xFFFFFF 0x1A2029, "Element card.";
    TileLine "tile-line" 0xD8DEE7 0x323C4A, "Border of an element card.";
    Chip "chip" 0xFFFFFF 0x161B23, "Label on a connector.";
    Shadow "shadow" 0x101828 0x000000, "Shadow under cards, at a few percent.";
    Wire "wire" 0x6A7789 0x8896A8, "Traffic.";
    WireFaded "wire-faded" 0xAAB2BC 0x515A67, "A connector that steps back behind a lens.";
    WireControl "wire-ctl" 0x7C8899 0x667386, "Control, delivery, egress.";
    Critical "critical" 0x8B0F1E 0xFF5C66, "Severity critical, text and lines.";
    CriticalFill "critical-fill" 0x8B0F1E 0xFF5C66, "Severity critical, filled.";
    OnCritical "on-critical" 0xFFFFFF 0x2A0408, "Text on the critical fill.";
    High "high" 0xC4232F 0xFF7D85, "Severity high, replaced, removed, destructive: text and lines.";
    HighSoft "high-soft" 0xFDECED 0x3A1A20, "Severity critical and high: soft fill.";
    HighFill "high-fill" 0xD12C38 0xD93A46, "Severity high, filled.";
    Medium "med" 0x8F5200 0xF5B94D, "Severity medium, a price that goes up: text and lines.";
    MediumSoft "med-soft" 0xFFF3DC 0x35270F, "Severity medium: soft fill.";
    MediumFill "med-fill" 0xF2A51F 0xF2A51F, "Severity medium, filled.";
    OnMedium "on-med" 0x2A1A00 0x2A1A00, "Text on the medium fill.";
    Low "low" 0x48607F 0x9DB3CF, "Severity low, neutral badges: text and lines.";
    LowSoft "low-soft" 0xE9EEF4 0x1E2836, "Severity low: soft fill.";
    LowFill "low-fill" 0x5F7896 0x5F7896, "Severity low, filled.";
    OnFill "on-fill" 0xFFFFFF 0xFFFFFF, "Text and glyphs on strong fills.";
    Ok "ok" 0x0F7548 0x5BD298, "Approved, added, a price that goes down: text and lines.";
    OkSoft "ok-soft" 0xE2F5EB 0x12301F, "Approved, added: soft fill.";
    OkFill "ok-fill" 0x14935A 0x14935A, "Approved, added: filled, under glyphs.";
    Approve "approve" 0x0F7A4A 0x0F7A4A, "The button that approves, under white text.";
    Changed "chg" 0xBF7400 0xF0A93B, "Marks of what changed; graphics only.";
    Heat1 "h1" 0xFFF5D6 0x2B2718, "Cost heat, under 20 US dollars a month.";
    Heat2 "h2" 0xFFE09C 0x4A3A18, "Cost heat, under 60.";
    Heat3 "h3" 0xFBBA73 0x6E4218, "Cost heat, under 120.";
    Heat4 "h4" 0xEC8B57 0x8A3A26, "Cost heat, under 330.";
    Heat5 "h5" 0xB5472B 0xB04A2C, "Cost heat, the rest; the only step with white text.";
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
mod tests;
