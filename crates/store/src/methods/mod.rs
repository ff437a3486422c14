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
mod adoption;
mod audit;
mod carried;
mod choices;
mod evidence;
mod jobs;
mod joining;
mod kept;
mod logs;
mod manifests;
mod money;
mod objects;
mod own_machines;
mod placing;
mod restoring;
mod suspense;
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
                let operation = stringify!($name);
                // Boxed, so that the compiler sees once that it may move between threads, and not at each place that waits
                // for it: that took half of the time in which `web` is compiled.
                let asked: futures::future::BoxFuture<'_, Result<$answer, crate::StoreError>> = Box::pin(async move {
                    match &*self.engine {
                        crate::store::Engine::Sqlite(engine) => {
                            use crate::sqlite::queries::$module::$function as ask;
                            crate::methods::run!($kind, self, engine, operation, ask, $($arg),*)
                        }
                        crate::store::Engine::Postgres(engine) => {
                            use crate::postgres::queries::$module::$function as ask;
                            crate::methods::run!($kind, self, engine, operation, ask, $($arg),*)
                        }
                    }
                });
                asked.await
            })*
        }
    };
}
use methods;

macro_rules! run {
    (read, $store:ident, $engine:ident, $operation:ident, $query:ident, $($arg:ident),*) => {{
        let connection = $engine.readers().acquire().await;
        let mut connection = connection.map_err(|error| crate::store::failure($operation, error))?;
        let answer = $query(&mut connection, $($arg),*).await;
        answer.map_err(|fault| crate::store::failure($operation, fault))
    }};
    (snapshot, $store:ident, $engine:ident, $operation:ident, $query:ident, $($arg:ident),*) => {{
        let transaction = $engine.snapshot().await;
        let mut transaction = transaction.map_err(|error| crate::store::failure($operation, error))?;
        let answer = $query(&mut transaction, $($arg),*).await;
        answer.map_err(|fault| crate::store::failure($operation, fault))
    }};
    (write, $($rest:tt)*) => { crate::methods::run!(@write, (|_| true), $($rest)*) };
    (decide, $($rest:tt)*) => {
        crate::methods::run!(@write, (|answer: &Result<_, _>| answer.is_ok()), $($rest)*)
    };
    (race, $($rest:tt)*) => { crate::methods::run!(@race, (|_| true), $($rest)*) };
    (@$isolation:ident, $commits:expr, $store:ident, $engine:ident, $operation:ident, $query:ident,
        $($arg:ident),*) => {{
        let mut met = crate::fault::Met::default();
        for _ in 0..crate::store::ATTEMPTS {
            let transaction = $engine.$isolation().await;
            let mut transaction =
                transaction.map_err(|error| crate::store::failure($operation, error))?;
            let outcome = $query(&mut transaction, $($arg),*).await;
            let commits = outcome.as_ref().is_ok_and($commits);
            match $store.settle($operation, transaction, outcome, commits).await {
                crate::store::Settled::Done(result) => return result,
                crate::store::Settled::Again(error) => {
                    if let Some(error) = met.again(error) {
                        return Err(crate::store::failure($operation, error));
                    }
                }
            }
        }
        Err(crate::StoreError {
            operation: $operation,
            cause: crate::Cause::Contended(crate::store::ATTEMPTS),
        })
    }};
}
use run;
