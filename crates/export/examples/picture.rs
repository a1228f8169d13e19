//! `picture IN.svg OUT.png [FONTS]`: a drawing as PNG at twice its size.

use groundplan_export::{Fonts, png};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, input, output, rest @ ..] = args.as_slice() else {
        return Err("usage: picture IN.svg OUT.png [FONTS]".into());
    };
    let fonts = Fonts::load(rest.first().map(std::path::Path::new));
    let picture = png(&std::fs::read_to_string(input)?, &fonts, 2.0)?;
    for warning in &picture.warnings {
        eprintln!("{warning}");
    }
    Ok(std::fs::write(output, picture.bytes)?)
}
