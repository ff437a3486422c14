//! Writes every page with invented content into a folder, in both languages, with the assets beside them: for looking
//! at them in a browser. `cargo run -p web --example samples -- FOLDER`.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use web::i18n::Lang;
use web::view::samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name the folder to write to")?);
    for lang in Lang::ALL {
        let here = folder.join(lang.tag());
        fs::create_dir_all(&here)?;
        for sample in samples::all(lang)? {
            fs::write(here.join(format!("{}.html", sample.name)), sample.html)?;
        }
    }
    Ok(())
}
