//! Who is asking: sessions of signed-in users and the cookies that carry them.

pub mod cookie;
mod token;

pub use token::Secret;
