//! The import worker alone: what tests start where the products start themselves.

fn main() {
    intake::worker::main();
}
