//! The program `ecot`.
fn main() {}
