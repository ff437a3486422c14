//! Every operation, declared once: name, arguments, answer, and the query function that does it.
//!
//! - `read`: one statement.
//! - `snapshot`: several statements that see the same state.
//! - `write`: a transaction; it answers a value and is committed.
//! - `decide`: a transaction; it answers a value and is committed, or a refusal and is rolled back.
//! - `race`: a `write` that locks single rows, for workers that compete.
//!
//! Arguments are borrowed or `Copy`, because a transaction that met another one runs again.

mod access;
mod accounts;
mod jobs;
mod manifests;
mod money;
mod objects;
mod uploads;
mod usage;
mod videos;

macro_rules! methods {
    ($($(#[$doc:meta])* $kind:ident $name:ident($($arg:ident: $type:ty),* $(,)?) -> $answer:ty
        => $module:ident::$function:ident;)*) => {
        impl crate::Store {
            $($(#[$doc])*
            ///
            /// # Errors
            /// [`StoreError`](crate::StoreError) when the database fails.
            pub async fn $name(&self, $($arg: $type),*) -> Result<$answer, crate::StoreError> {
                let _ = ($($arg,)*);
                Err(crate::StoreError { operation: stringify!($name), cause: crate::Cause::Address })
            })*
        }
    };
}
use methods;
