//! Several members of one database that ask it the same at once.

use std::sync::Arc;

use store::Store;
use tokio::sync::Barrier;

use crate::engines::Place;
use crate::town::people;

/// Members of one database, each with its own connections.
pub const PROCESSES: usize = 3;

/// Askers in each of them.
pub const EACH: usize = 4;

/// Asks the same of the database from every process at once; what each was told.
pub async fn at_once<T: Send + 'static, F: Future<Output = T> + Send>(
    place: &Place,
    ask: impl Fn(Store, u8) -> F + Clone + Send + 'static,
) -> Vec<T> {
    let barrier = Arc::new(Barrier::new(PROCESSES * EACH));
    let mut asked = Vec::new();
    for process in 0..PROCESSES {
        let store = place.open().await;
        for asker in 0..EACH {
            let (store, barrier, ask) = (store.clone(), barrier.clone(), ask.clone());
            let n = u8::try_from(process * EACH + asker).unwrap();
            asked.push(tokio::spawn(async move {
                barrier.wait().await;
                ask(store, n).await
            }));
        }
    }
    let mut answers = Vec::new();
    for one in asked {
        answers.push(one.await.unwrap());
    }
    answers
}

/// A database with people in it, on each engine.
pub async fn on_each(story: impl AsyncFn(&Place, Store)) {
    for place in Place::both() {
        println!("on {}:", place.name());
        let store = place.open().await;
        people(&store).await;
        story(&place, store).await;
    }
}

/// How many were granted what they asked.
pub fn winners<T, R>(answers: &[Result<T, R>]) -> usize {
    answers.iter().filter(|answer| answer.is_ok()).count()
}
