//! Prices beside a window: the one book by which everything in it is priced, and one refresh at a time, followed by
//! whoever asks.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::sync::{oneshot, watch};

use super::{
    Order, Outcome, Progress, refresh,
    shelf::{EMBEDDED, Held, Shelf, Standing},
};
use crate::{
    Failure,
    beside::{self, lock},
    clock::Moment,
};

/// A refresh as a person follows it.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// Another number: something else is to be seen.
    pub revision: u32,
    pub stage: Stage,
    /// What is asked for now.
    pub query: String,
    /// So many queries are answered, of so many.
    pub answered: usize,
    pub of: usize,
    /// So many were answered before: an interrupted refresh goes on.
    pub resumed: usize,
}

/// How far a refresh is.
#[derive(Debug, Clone, Default)]
pub enum Stage {
    /// Nothing was asked yet.
    #[default]
    Idle,
    Asking,
    /// A person stopped it; what was answered is kept.
    Stopped,
    /// Why there is no new book.
    Failed(String),
    Through(Arc<Outcome>),
}

impl Watch {
    fn see(&mut self, progress: &Progress) {
        let (Progress::Resuming { answered, of } | Progress::Asking { answered, of, .. }) = progress;
        (self.answered, self.of) = (*answered, *of);
        match progress {
            Progress::Resuming { answered, .. } => self.resumed = *answered,
            Progress::Asking { query, .. } => self.query.clone_from(query),
        }
    }
}

/// The book that a window computes with.
#[derive(Debug, Clone)]
struct InHand {
    held: Arc<Held>,
    /// Why it is not the one that was chosen.
    problem: Option<String>,
}

/// The one place where a window's prices are chosen and asked for.
#[derive(Debug)]
pub struct Desk {
    /// None for a person without a home directory, and why.
    shelf: Result<Shelf, String>,
    hand: Mutex<InHand>,
    watch: watch::Sender<Watch>,
    /// Ends the refresh that is under way.
    stop: Mutex<Option<oneshot::Sender<()>>>,
}

impl Desk {
    /// With the book that is in use; where that is gone or damaged with the embedded one, and a
    /// [`problem`](Desk::problem) to be told.
    pub fn new(shelf: Result<Shelf, Failure>) -> Desk {
        let hand = match shelf.as_ref().map(Shelf::in_use) {
            Ok(Ok(held)) => InHand { held: Arc::new(held), problem: None },
            Ok(Err(failure)) => {
                let problem = format!(
                    "{failure}\nUntil another is chosen under “Price books”, this window computes with the one that \
                     came with it."
                );
                InHand { held: Arc::new(Held::embedded()), problem: Some(problem) }
            }
            // where none can be kept, none is missing
            Err(_) => InHand { held: Arc::new(Held::embedded()), problem: None },
        };
        Desk {
            shelf: shelf.map_err(|failure| failure.to_string()),
            hand: Mutex::new(hand),
            watch: watch::Sender::new(Watch::default()),
            stop: Mutex::default(),
        }
    }

    fn shelf(&self) -> Result<&Shelf, Failure> {
        self.shelf.as_ref().map_err(|why| Failure::World(why.clone()))
    }

    /// The book by which everything is priced.
    pub fn held(&self) -> Arc<Held> {
        lock(&self.hand).held.clone()
    }

    /// Why it is not the one that was chosen.
    pub fn problem(&self) -> Option<String> {
        lock(&self.hand).problem.clone()
    }

    /// All books, the embedded one first, then the oldest.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn books(&self) -> Result<Vec<Standing>, Failure> {
        self.shelf()?.books(&self.held().id)
    }

    /// A book to be looked at.
    ///
    /// # Errors
    /// There is none of that id, or it is damaged.
    pub fn look_at(&self, id: &str) -> Result<Held, Failure> {
        self.shelf()?.hold(id)
    }

    /// Takes a book into use, here and from now on.
    ///
    /// # Errors
    /// There is none of that id, it is damaged, or the disk refuses; then the book is the one it was.
    pub fn choose(&self, id: &str) -> Result<Arc<Held>, Failure> {
        let held = match self.shelf() {
            Err(_) if id == EMBEDDED => Held::embedded(),
            shelf => shelf?.choose(id)?,
        };
        let held = Arc::new(held);
        *lock(&self.hand) = InHand { held: held.clone(), problem: None };
        Ok(held)
    }

    /// What there is to see of the refresh now.
    pub fn now(&self) -> Watch {
        self.watch.borrow().clone()
    }

    /// What there is to see once it is not what was seen; without news, the same after the time has passed.
    pub async fn after(&self, revision: u32, patience: Duration) -> Watch {
        beside::after(&self.watch, |watch| watch.revision != revision, patience).await
    }

    /// Begins to ask AWS for a new book of the one that is held, and returns at once.
    ///
    /// # Errors
    /// [`Failure::Refused`] while prices are asked for already.
    pub fn begin(&self, order: Order) -> Result<(), Failure> {
        let (shelf, base) = (self.shelf()?.clone(), self.held());
        let begun = self.watch.send_if_modified(|watch| {
            let free = !matches!(watch.stage, Stage::Asking);
            if free {
                let revision = watch.revision.wrapping_add(1);
                *watch = Watch { revision, stage: Stage::Asking, ..Watch::default() };
            }
            free
        });
        if !begun {
            return Err(Failure::Refused(
                "AWS is being asked for prices in this window; wait until it is through, or stop it"
                    .to_owned(),
            ));
        }
        let (stop, stopped) = oneshot::channel();
        *lock(&self.stop) = Some(stop);
        let told = self.watch.clone();
        let work = move || {
            let mut observer = |progress: &Progress| tell(&told, |watch| watch.see(progress));
            let ended = beside::wait(async {
                tokio::select! {
                    biased;
                    done = refresh(&shelf, &base, &order, Moment::now(), &mut observer) => {
                        done.map(|outcome| Stage::Through(Arc::new(outcome)))
                    }
                    Ok(()) = stopped => Ok(Stage::Stopped),
                }
            });
            ended_as(&told, ended);
        };
        beside::begin("prices", work)
            .inspect_err(|failure| ended_as(&self.watch, Err(Failure::World(failure.to_string()))))
    }

    /// Stops asking; what was answered is kept, and the same order goes on from there.
    pub fn stop(&self) {
        if let Some(stop) = lock(&self.stop).take() {
            // it may just have ended
            let _ = stop.send(());
        }
    }
}

fn ended_as(told: &watch::Sender<Watch>, ended: Result<Stage, Failure>) {
    tell(told, |watch| {
        watch.stage = ended.unwrap_or_else(|failure| Stage::Failed(failure.to_string()));
    });
}

fn tell(told: &watch::Sender<Watch>, change: impl FnOnce(&mut Watch)) {
    told.send_modify(|watch| {
        change(watch);
        watch.revision = watch.revision.wrapping_add(1);
    });
}

#[cfg(test)]
mod tests {
    use std::fs;

    use access::Access;
    use engine::Book;

    use super::*;
    use crate::{
        places::Places,
        prices::{ENDPOINT_REGIONS, Patience},
    };

    fn shelf() -> (tempfile::TempDir, Shelf) {
        let home = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(&Places::below(home.path()));
        (home, shelf)
    }

    fn order(place: &str, endpoint: &str) -> Order {
        Order {
            access: Access { profile: None, endpoint: Some(endpoint.to_owned()) },
            endpoint_region: ENDPOINT_REGIONS[0].to_owned(),
            places: vec![place.to_owned()],
            prefix: "alb/".to_owned(),
            patience: Patience::default(),
        }
    }

    async fn end(desk: &Desk) -> Watch {
        let mut watch = desk.now();
        while matches!(watch.stage, Stage::Asking) {
            watch = desk.after(watch.revision, Duration::from_secs(60)).await;
        }
        watch
    }

    fn used(desk: &Desk) -> Vec<String> {
        let books = desk.books().unwrap().into_iter();
        books.filter(|book| book.in_use).map(|book| book.id).collect()
    }

    #[test]
    fn a_chosen_book_is_held_at_once_and_the_next_time() {
        let (_home, shelf) = shelf();
        let id = shelf.keep(Book::embedded_bytes()).unwrap();
        let desk = Desk::new(Ok(shelf.clone()));
        assert_eq!((desk.held().id.as_str(), desk.held().base64()), (EMBEDDED, None));
        assert_eq!(desk.look_at(&id).unwrap().id, id);
        assert_eq!(used(&desk), [EMBEDDED], "looking at one is not using it");
        desk.choose(&id).unwrap();
        assert_eq!(used(&desk), [id.as_str()]);
        let again = Desk::new(Ok(shelf));
        assert_eq!(again.held().id, id);
        assert!(again.held().base64().is_some_and(|text| !text.is_empty()));
        assert!(again.choose("2026-01-01-00000000").is_err());
        assert_eq!(again.held().id, id, "what cannot be taken changes nothing");
    }

    #[test]
    fn where_the_chosen_book_is_lost_the_embedded_one_is_held_and_it_is_said() {
        let (_home, shelf) = shelf();
        let id = shelf.keep(Book::embedded_bytes()).unwrap();
        shelf.choose(&id).unwrap();
        let file = shelf.folder().join(format!("{id}.book"));
        fs::write(&file, "half a bo").unwrap();
        let damaged = Desk::new(Ok(shelf.clone()));
        assert_eq!(damaged.held().id, EMBEDDED);
        let problem = damaged.problem().unwrap();
        assert!(problem.contains(&id) && problem.contains("Price books"), "{problem}");
        assert_eq!(used(&damaged), [EMBEDDED], "what is computed with, not what was chosen");

        fs::remove_file(&file).unwrap();
        let gone = Desk::new(Ok(shelf.clone()));
        assert!(gone.problem().unwrap().contains("is not in"));
        fs::write(shelf.folder().join("in-use.json"), "{").unwrap();
        let broken = Desk::new(Ok(shelf));
        assert!(broken.problem().unwrap().contains("in-use.json"));
        broken.choose(EMBEDDED).unwrap();
        assert_eq!((broken.problem(), used(&broken)), (None, vec![EMBEDDED.to_owned()]));
    }

    #[test]
    fn without_a_home_there_is_the_embedded_book() {
        let desk = Desk::new(Err(Failure::World("no home".to_owned())));
        assert_eq!((desk.held().id.as_str(), desk.problem()), (EMBEDDED, None));
        assert!(desk.choose(EMBEDDED).is_ok());
        assert!(desk.books().unwrap_err().to_string().contains("no home"));
        assert!(desk.begin(order("sa-east-1", "http://127.0.0.1:9")).is_err());
        assert!(matches!(desk.now().stage, Stage::Idle));
    }

    #[tokio::test]
    async fn what_cannot_be_asked_is_said_and_the_books_are_as_they_were() {
        let (_home, shelf) = shelf();
        let desk = Desk::new(Ok(shelf.clone()));
        let mut revisions = vec![desk.now().revision];
        for (order, expected) in [
            (order("sa-east-9", "http://127.0.0.1:9"), "“sa-east-9” is no place"),
            (order("sa-east-1", "localhost"), "is no endpoint"),
        ] {
            desk.begin(order).unwrap();
            let watch = end(&desk).await;
            let Stage::Failed(why) = watch.stage else { panic!("{:?}", watch.stage) };
            assert!(why.contains(expected), "{why}");
            revisions.push(watch.revision);
        }
        assert!(revisions.is_sorted_by(|a, b| a < b), "{revisions:?}");
        assert_eq!(shelf.books(EMBEDDED).unwrap().len(), 1);
    }

    #[test]
    fn progress_says_what_is_asked_and_from_where_it_goes_on() {
        let mut watch = Watch::default();
        watch.see(&Progress::Resuming { answered: 3, of: 9 });
        watch.see(&Progress::Asking { query: "AWSELB sa-east-1".to_owned(), answered: 4, of: 9 });
        assert_eq!((watch.resumed, watch.answered, watch.of), (3, 4, 9));
        assert_eq!(watch.query, "AWSELB sa-east-1");
    }
}
