//! Work beside a window: on a thread of its own, followed by whoever asks.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use tokio::sync::watch;

use crate::Failure;

/// Waits, on this thread, for what needs the network.
///
/// # Errors
/// It does not work, or the system gives nothing to wait with.
pub fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::World(format!("cannot start: {error}")))?
        .block_on(work)
}

/// Begins work on a thread of its own.
pub(crate) fn begin(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let started = thread::Builder::new().name(name.to_owned()).spawn(work);
    started.map(drop).map_err(|error| Failure::World(format!("no thread can be started: {error}")))
}

/// What there is to see once it is news; without news, the same after the time has passed.
pub(crate) async fn after<T: Clone>(
    told: &watch::Sender<T>,
    is_news: impl FnMut(&T) -> bool,
    patience: Duration,
) -> T {
    let mut watch = told.subscribe();
    let news = watch.wait_for(is_news);
    match tokio::time::timeout(patience, news).await {
        Ok(Ok(watch)) => watch.clone(),
        _ => told.borrow().clone(),
    }
}

/// What it guards is replaced whole: a panic elsewhere cannot have left it half-changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
