//! The lens over the network: asked when it is shown, in pieces where a design is large.

use std::{
    collections::BTreeSet,
    fmt, future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use engine::{Architecture, Id, Language, Neighbourhood, Network, NetworkLens, scene::lens};

use super::Lens;
use crate::editor::Editor;

/// Elements, and questions about them, within the frame of an edit: all of most designs.
const AT_ONCE: usize = 200;

/// Questions after a frame, until the shell looks at its clock again.
const AT_A_TIME: usize = 50;

/// Who reaches whom, for a state of the design and what is selected.
#[derive(Debug)]
pub(super) struct Answered {
    revision: u64,
    environment: Id,
    selection: BTreeSet<Id>,
    /// What is left to be asked.
    asking: Option<Asking>,
    /// The answer; until then what was said last of this environment.
    said: Option<lens::Lens>,
}

impl Answered {
    pub(super) fn said(&self) -> Option<&lens::Lens> {
        self.said.as_ref()
    }

    /// Asks no further: the design becomes another one, and what is asked of it holds the one that was.
    pub(super) fn stop(&mut self) {
        self.asking = None;
    }

    fn waits(&self) -> bool {
        self.asking.is_some()
    }

    fn go_on(&mut self) {
        if let Some(lens) = self.asking.as_mut().and_then(Asking::go_on) {
            (self.asking, self.said) = (None, Some(lens));
        }
    }
}

/// Questions that are asked some at a time. The network they are asked of is read once and keeps, with what was found of
/// it, from one time to the next: a future, polled by hand, may hold what borrows from what it owns.
struct Asking(Pin<Box<dyn Future<Output = lens::Lens>>>);

impl Asking {
    fn new(architecture: Arc<Architecture>, selection: BTreeSet<Id>, language: Language) -> Asking {
        Asking(Box::pin(async move {
            if architecture.elements.len() > AT_ONCE {
                pause().await;
            }
            let network = Network::of(&architecture);
            let asked = Neighbourhood::selected(&network, selection.iter().map(Id::as_str));
            let mut lens = NetworkLens::new(&architecture, asked);
            if lens.left() <= AT_ONCE {
                lens.go_on(&network, AT_ONCE);
            }
            while lens.left() > 0 {
                pause().await;
                lens.go_on(&network, AT_A_TIME);
            }
            lens.finish(&architecture, language)
        }))
    }

    /// What it comes to, once nothing is left to ask; not to be called again then.
    fn go_on(&mut self) -> Option<lens::Lens> {
        match self.0.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(lens) => Some(lens),
            Poll::Pending => None,
        }
    }
}

/// Ends what is done at this time.
async fn pause() {
    let mut paused = false;
    let once = future::poll_fn(|_| match std::mem::replace(&mut paused, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    });
    once.await;
}

impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asking")
    }
}

impl Editor {
    /// Asks who reaches whom of what is selected, unless that was asked of this state of the design.
    pub(super) fn ask_network(&mut self, environment: &Id, selection: BTreeSet<Id>) {
        let revision = self.revision();
        let known = self.lenses.network.take().filter(|answered| answered.environment == *environment);
        let said = match known {
            Some(answered) if answered.revision == revision && answered.selection == selection => {
                self.lenses.network = Some(answered);
                return;
            }
            Some(answered) => answered.said,
            None => None,
        };
        let Ok(architecture) = self.session.shared_architecture(environment.as_str()) else { return };
        let asking = Some(Asking::new(architecture, selection.clone(), self.language));
        let environment = environment.clone();
        let mut answered = Answered { revision, environment, selection, asking, said };
        answered.go_on();
        self.lenses.network = Some(answered);
    }

    /// Whether the lens has not yet asked all it has to: [`Editor::look_further`] goes on.
    pub fn lens_waits(&self) -> bool {
        let asks = matches!(self.lens(), Lens::Network | Lens::Security);
        asks && self.lenses.network.as_ref().is_some_and(Answered::waits)
    }

    /// Asks some more, after the frame; `true` once the drawing shows what came of it.
    pub fn look_further(&mut self) -> bool {
        if !self.lens_waits() {
            return false;
        }
        if let Some(answered) = &mut self.lenses.network {
            answered.go_on();
        }
        let done = !self.lens_waits();
        if done {
            self.look_again(false);
        }
        done
    }
}
