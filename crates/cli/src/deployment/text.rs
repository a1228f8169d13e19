//! Plans, progress and outcomes in words.

use std::fmt::Write as _;

use engine::Language;
use studio::deploy::{
    Action, Certainty, Change, Ending, Fate, Left, Operation, Outcome, Plan, Progress, StackPlan, Status,
    Step, Waiting, What,
};

/// Words in the language asked for.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    spanish: bool,
}

impl Text {
    pub fn new(language: Language) -> Text {
        Text { spanish: language == Language::Spanish }
    }

    fn say(self, english: &'static str, spanish: &'static str) -> &'static str {
        if self.spanish { spanish } else { english }
    }

    pub fn plan(self, plan: &Plan) -> String {
        let mut out = String::new();
        let account = self.say("account", "cuenta");
        let _ = writeln!(out, "{}: {account} {}, {}", plan.environment, plan.account, plan.region);
        for stack in &plan.stacks {
            self.stack(&mut out, stack, &plan.region);
        }
        let counts = plan.counts();
        let _ = match self.spanish {
            false => writeln!(
                out,
                "\n{} added, {} changed, {} replaced, {} removed",
                counts.added, counts.changed, counts.replaced, counts.removed
            ),
            true => writeln!(
                out,
                "\n{} añadidos, {} cambiados, {} reemplazados, {} eliminados",
                counts.added, counts.changed, counts.replaced, counts.removed
            ),
        };
        out
    }

    fn stack(self, out: &mut String, stack: &StackPlan, home: &str) {
        let operation = match stack.operation {
            Operation::Create => self.say("create", "crear"),
            Operation::Recreate => self.say(
                "create again, after the failed attempt is deleted",
                "crear de nuevo, tras borrar el intento fallido",
            ),
            Operation::Update => self.say("update", "actualizar"),
            Operation::Delete => self.say("delete", "borrar"),
            Operation::Keep => self.say("no change", "sin cambios"),
        };
        let region = if stack.region == home { String::new() } else { format!(" ({})", stack.region) };
        let predicted = match stack.predicted {
            true => self.say(
                " · partly predicted: an earlier stack has to be there first",
                " · previsto en parte: antes debe existir otra pila",
            ),
            false => "",
        };
        let _ = writeln!(out, "\n{}{region}: {operation}{predicted}", stack.stack);
        if stack.operation == Operation::Update && stack.changes.is_empty() {
            let _ = writeln!(out, "  ~ {}", self.say("outputs only", "solo salidas"));
        }
        let width = |text: fn(&Change) -> usize| stack.changes.iter().map(text).max().unwrap_or(0);
        let elements = width(|change| change.element().chars().count());
        let types = width(|change| change.resource_type.chars().count());
        for change in &stack.changes {
            let line = format!(
                "  {} {:elements$}  {:types$}  {}",
                sign(change.action),
                change.element(),
                change.resource_type,
                self.details(change)
            );
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }

    /// What differs, how sure it is, and what becomes of data.
    fn details(self, change: &Change) -> String {
        let mut said = Vec::new();
        let properties = change.properties.iter().map(|property| match (&property.before, &property.after) {
            (Some(before), Some(after)) => format!("{} {} → {}", property.name, short(before), short(after)),
            (None, Some(after)) => format!("{} → {}", property.name, short(after)),
            _ => property.name.clone(),
        });
        let properties: Vec<String> = properties.collect();
        if !properties.is_empty() {
            said.push(properties.join(", "));
        }
        match (change.certainty, change.action) {
            (Certainty::Conditional, Action::Replaced) => {
                said.push(self.say("perhaps replaced", "quizá reemplazado").to_owned());
            }
            (Certainty::Conditional, _) => said.push(self.say("perhaps", "quizá").to_owned()),
            (Certainty::Predicted, Action::Changed) => {
                said.push(self.say("predicted, may replace it", "previsto, puede reemplazarlo").to_owned());
            }
            _ => {}
        }
        said.extend(change.data.map(|fate| self.fate(fate).to_owned()));
        said.join("; ")
    }

    fn fate(self, fate: Fate) -> &'static str {
        match fate {
            Fate::Kept => self.say(
                "its data stays in the account, no longer managed",
                "sus datos quedan en la cuenta, sin gestionar",
            ),
            Fate::Snapshot => self.say(
                "its data goes after a last snapshot",
                "sus datos se borran tras una última instantánea",
            ),
            Fate::Deleted => self.say("its data is deleted", "sus datos se borran"),
        }
    }

    pub fn loss(self, change: &Change) -> String {
        let fate = change.data.map(|fate| self.fate(fate)).unwrap_or_default();
        format!("  {} {}  {}: {fate}", sign(change.action), change.element(), change.resource_type)
    }

    pub fn type_name(self, name: &str) -> String {
        match self.spanish {
            false => format!("Type “{name}” to let it go:"),
            true => format!("Escriba “{name}” para permitirlo:"),
        }
    }

    pub fn unconfirmed(self, names: &[&str]) -> String {
        let list = names.join(",");
        match self.spanish {
            false => {
                format!("this takes data away from {}; to allow it add --confirm {list}", names.join(", "))
            }
            true => {
                format!("esto quita datos de {}; para permitirlo añada --confirm {list}", names.join(", "))
            }
        }
    }

    pub fn add_yes(self) -> &'static str {
        self.say(
            "nobody is there to be asked; add --yes to do what the plan shows",
            "no hay a quién preguntar; añada --yes para hacer lo que muestra el plan",
        )
    }

    pub fn approval(self) -> &'static str {
        self.say("approval", "aprobación")
    }

    pub fn not_approved(self, environment: &str, standing: &str) -> String {
        match self.spanish {
            false => format!(
                "{environment}: {standing}; nothing was done, because --require-approval asks for an approval (`groundplan review export`)"
            ),
            true => format!(
                "{environment}: {standing}; no se hizo nada, porque --require-approval pide una aprobación (`groundplan review export`)"
            ),
        }
    }

    pub fn nothing_done(self) -> &'static str {
        self.say("not allowed; nothing was done", "no permitido; no se hizo nada")
    }

    pub fn deploy_question(self) -> &'static str {
        self.say("Deploy this? [y/N]", "¿Desplegar? [s/N]")
    }

    pub fn destroy_question(self) -> &'static str {
        self.say("Destroy this? [y/N]", "¿Destruir? [s/N]")
    }

    pub fn as_designed(self, environment: &str) -> String {
        match self.spanish {
            false => format!("{environment}: stands as the design has it\n"),
            true => format!("{environment}: está como lo tiene el diseño\n"),
        }
    }

    pub fn more_than_shown(self, environment: &str) -> String {
        match self.spanish {
            false => format!("{environment}: it would do more than the plan showed; look at the new plan"),
            true => format!("{environment}: haría más de lo que mostró el plan; mire el nuevo plan"),
        }
    }

    /// Who else loses something when a shared environment goes.
    pub fn readers(self, environments: &[String]) -> String {
        let list = environments.join(", ");
        match (environments.is_empty(), self.spanish) {
            (true, _) => String::new(),
            (_, false) => format!("{list} refer to it: destroy them first\n"),
            (_, true) => format!("{list} se refieren a él: destrúyalos antes\n"),
        }
    }

    pub fn nothing_stands(self, environment: &str) -> String {
        match self.spanish {
            false => format!("{environment}: nothing stands\n"),
            true => format!("{environment}: no hay nada desplegado\n"),
        }
    }

    pub fn resumes(self, since: &str) -> String {
        match self.spanish {
            false => format!("the deployment begun at {since} was interrupted; it goes on\n"),
            true => format!("el despliegue iniciado en {since} se interrumpió; continúa\n"),
        }
    }

    /// A step as a line, if it is worth one.
    pub fn progress(self, progress: &Progress) -> Option<String> {
        Some(match progress {
            Progress::Resuming { since, .. } => self.resumes(since).trim_end().to_owned(),
            Progress::Settling { stack, status, .. } => {
                format!(
                    "{stack}: {status}, {}",
                    self.say("waiting until it is through", "esperando a que termine")
                )
            }
            Progress::Planning { stack, .. } => {
                format!("{stack}: {}", self.say("asking what would change", "preguntando qué cambiaría"))
            }
            Progress::Operating { stack, step, .. } => {
                let step = match step {
                    Step::Create => self.say("creating", "creando"),
                    Step::Update => self.say("updating", "actualizando"),
                    Step::Remove => {
                        self.say("removing what is no longer used", "quitando lo que ya no se usa")
                    }
                    Step::Delete => self.say("deleting", "borrando"),
                };
                format!("{stack}: {step}")
            }
            Progress::Event(event) => {
                let element = match (&event.node, event.part.as_str()) {
                    (Some(node), "") => node.clone(),
                    (Some(node), part) => format!("{node}/{part}"),
                    (None, _) => event.logical_id.clone(),
                };
                let reason = event.reason.as_ref().map(|reason| format!("  {reason}")).unwrap_or_default();
                format!("  {:<28} {:<36} {}{reason}", event.status, event.resource_type, element)
            }
            Progress::Waiting(waiting) => self.waiting(waiting),
        })
    }

    fn waiting(self, waiting: &Waiting) -> String {
        let element = waiting.node.as_deref().unwrap_or(&waiting.resource_type);
        match (&waiting.what, self.spanish) {
            (What::DnsRecord { record }, false) => {
                format!("{element}: waits for a person to enter this DNS record: {record}")
            }
            (What::DnsRecord { record }, true) => {
                format!("{element}: espera que alguien cree este registro DNS: {record}")
            }
            (What::Handshake { region }, false) => format!(
                "{element}: is pending until a person opens it and lets AWS in: \
                 https://console.aws.amazon.com/codesuite/settings/connections?region={region}"
            ),
            (What::Handshake { region }, true) => format!(
                "{element}: queda pendiente hasta que alguien la abra y autorice a AWS: \
                 https://console.aws.amazon.com/codesuite/settings/connections?region={region}"
            ),
            (What::Confirmation { address }, false) => {
                format!("{element}: waits for {address} to confirm by the link in the mail")
            }
            (What::Confirmation { address }, true) => {
                format!("{element}: espera que {address} confirme con el enlace del correo")
            }
        }
    }

    /// The first failure as one line.
    pub fn first_cause(self, outcome: &Outcome) -> String {
        let Some(cause) = &outcome.first_cause else {
            return self.say("no reason is given", "sin motivo indicado").to_owned();
        };
        let element = match (&cause.node, cause.part.as_str()) {
            (Some(node), "") => Some(node.clone()),
            (Some(node), part) => Some(format!("{node}/{part}")),
            (None, _) => cause.logical_id.clone(),
        };
        let type_ = cause.resource_type.as_ref().map(|type_| format!(" ({type_})")).unwrap_or_default();
        let parts = [(!cause.stack.is_empty()).then(|| cause.stack.clone()), element.map(|e| e + &type_)];
        let mut said: Vec<String> = parts.into_iter().flatten().collect();
        said.push(cause.reason.clone());
        said.join(": ")
    }

    pub fn outcome(self, outcome: &Outcome, home: &str) -> String {
        let mut out = String::new();
        if outcome.ending == Ending::Failed {
            let _ = writeln!(out, "{}: {}\n", self.say("failed", "falló"), self.first_cause(outcome));
        }
        if !outcome.beyond.is_empty() {
            let title = self
                .say("stopped before doing more than the plan showed:", "detenido antes de exceder el plan:");
            let _ = writeln!(out, "{title}");
            for change in &outcome.beyond {
                let details = self.details(change);
                let line = format!(
                    "  {} {}  {}  {details}",
                    sign(change.action),
                    change.element(),
                    change.resource_type
                );
                let _ = writeln!(out, "{}", line.trim_end());
            }
            out.push('\n');
        }
        for stack in &outcome.stacks {
            let region = if stack.region == home { String::new() } else { format!(" ({})", stack.region) };
            let _ = writeln!(out, "{}{region}: {}", stack.stack, stack.status);
        }
        self.left(&mut out, self.say("kept in the account:", "quedan en la cuenta:"), &outcome.kept);
        let undeleted =
            self.say("could not be deleted; delete by hand:", "no se pudieron borrar; bórrelos a mano:");
        self.left(&mut out, undeleted, &outcome.undeleted);
        for waiting in &outcome.waiting {
            let _ = writeln!(out, "{}", self.waiting(waiting));
        }
        for output in &outcome.outputs {
            let _ = writeln!(out, "{} = {}  ({})", output.name, output.value, output.description);
        }
        out
    }

    fn left(self, out: &mut String, title: &str, resources: &[Left]) {
        if resources.is_empty() {
            return;
        }
        let _ = writeln!(out, "{title}");
        for left in resources {
            let element = match (&left.node, left.part.as_str()) {
                (Some(node), "") => node.clone(),
                (Some(node), part) => format!("{node}/{part}"),
                (None, _) => left.logical_id.clone(),
            };
            let physical = left.physical_id.as_deref().unwrap_or_default();
            let reason = left.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            let _ = writeln!(out, "  {element}  {}  {physical}{reason}", left.resource_type);
        }
    }

    pub fn status(self, status: &Status) -> String {
        let mut out = String::new();
        let account = self.say("account", "cuenta");
        let _ = writeln!(out, "{}: {account} {}, {}", status.environment, status.account, status.region);
        if status.stacks.is_empty() {
            let _ = writeln!(out, "{}", self.say("nothing stands", "no hay nada desplegado"));
        }
        for stack in &status.stacks {
            let region =
                if stack.region == status.region { String::new() } else { format!(" ({})", stack.region) };
            let resources = self.say("resources", "recursos");
            let reason = stack.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            let _ = writeln!(
                out,
                "{}{region}: {} · {} {resources}{reason}",
                stack.stack, stack.status, stack.resources
            );
        }
        for output in &status.outputs {
            let _ = writeln!(out, "{} = {}  ({})", output.name, output.value, output.description);
        }
        if let Some(last) = &status.last {
            let how = match last.outcome.as_ref().map(|outcome| outcome.ending) {
                None => self.say("under way or interrupted", "en curso o interrumpido"),
                Some(Ending::Complete) => self.say("complete", "completo"),
                Some(Ending::Failed) => self.say("failed", "falló"),
                Some(Ending::Stopped) => self.say("stopped to ask", "detenido para preguntar"),
                Some(Ending::Superseded) => self.say("another one took its place", "otro ocupó su lugar"),
            };
            let design = match last.current {
                true => self.say("this design", "este diseño"),
                false => self.say("an earlier design", "un diseño anterior"),
            };
            let _ = writeln!(out, "{} {} {} ({design}): {how}", last.time, last.author, last.work.word());
            if let Some(outcome) = &last.outcome {
                if outcome.ending == Ending::Failed {
                    let _ = writeln!(out, "  {}", self.first_cause(outcome));
                }
                for waiting in &outcome.waiting {
                    let _ = writeln!(out, "  {}", self.waiting(waiting));
                }
            }
        }
        out
    }
}

fn sign(action: Action) -> char {
    match action {
        Action::Added => '+',
        Action::Changed => '~',
        Action::Replaced => '⟳',
        Action::Removed => '−',
    }
}

/// Long values are told by their beginning.
fn short(value: &str) -> String {
    const MOST: usize = 40;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
