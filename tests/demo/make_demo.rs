//! `make-demo FILE` writes the sample spreadsheet; the same bytes every time.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: make-demo FILE.xlsx");
        return ExitCode::from(2);
    };
    let written = otvet_tests::demo::sheet::workbook()
        .map_err(|error| error.to_string())
        .and_then(|bytes| std::fs::write(&path, bytes).map_err(|error| error.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the sample could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}
