//! The questions of the Well-Architected Framework: what the design answers itself, what people answered, and how much
//! of it is proven.

use std::collections::BTreeMap;

use engine::{
    Command, Document, Finding, Id, Language, Refusal, Score, Status, WellArchitected,
    design::{Answer, Pillar, Words, framework},
    well_architected::{
        Assessed, PillarScore, Standing, assess, choice_words, pillar_scores, standing_words,
    },
};

use crate::{editor::Editor, ids::Ids, words::name_of};

/// So many findings of a question are told; of a large design there may be thousands.
const TOLD: usize = 200;

/// A pillar with its questions.
#[derive(Debug, Clone, PartialEq)]
pub struct PillarStand {
    pub pillar: Pillar,
    pub title: &'static str,
    /// By environment, in the order in which they are shown.
    pub scores: Vec<(Id, PillarScore)>,
    pub questions: Vec<QuestionStand>,
}

/// A question, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionStand {
    /// E.g. `SEC04`.
    pub id: &'static str,
    pub asks: &'static str,
    /// By environment, in the order in which they are shown.
    pub environments: Vec<Stand>,
}

/// How a question stands in an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    pub environment: Id,
    pub standing: Standing,
    /// The standing in words.
    pub word: &'static str,
    /// How much is proven, never rounded up, e.g. `50 %`.
    pub proven: String,
    pub checks: Score,
    /// Whether a person answered.
    pub answered: bool,
}

/// All there is to say of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub stand: QuestionStand,
    /// AWS's page about it.
    pub url: String,
    /// The rules that bear on it, with how many of their checks are satisfied, and how many there are.
    pub rules: Vec<(&'static str, usize, usize)>,
    /// What of the design speaks for or against it, what is wrong first.
    pub evidence: Vec<Evidence>,
    /// How many more there are.
    pub more: usize,
    pub answers: Vec<Answered>,
    /// Where a person has yet to answer.
    pub unanswered: Vec<Id>,
}

/// What a rule says of one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    pub proof: Proof,
    pub rule: &'static str,
    pub node: Id,
    pub name: String,
    pub message: String,
    pub environments: Vec<Id>,
}

/// What evidence proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    Violated,
    CannotTell,
    /// It is violated, and a person accepted that.
    Accepted,
    Satisfied,
}

impl Proof {
    fn of(finding: &Finding) -> Proof {
        match (finding.status, &finding.suppressed) {
            (Status::Violated, None) => Proof::Violated,
            (Status::Violated, Some(_)) => Proof::Accepted,
            (Status::CannotTell, _) => Proof::CannotTell,
            (Status::Satisfied, _) => Proof::Satisfied,
        }
    }

    pub fn word(self, language: Language) -> &'static str {
        language.of(match self {
            Proof::Violated => Words::new("violated", "incumplida"),
            Proof::CannotTell => Words::new("cannot tell", "no se sabe"),
            Proof::Accepted => Words::new("accepted", "aceptada"),
            Proof::Satisfied => Words::new("proven", "demostrada"),
        })
    }
}

/// What a person answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    pub id: Id,
    pub given: Answer,
    /// The choice in words.
    pub choice: &'static str,
    /// Where it holds, in the order in which environments are shown.
    pub environments: Vec<Id>,
}

impl Editor {
    /// All questions by pillar, in the order of the Framework.
    pub fn questions(&mut self) -> Vec<PillarStand> {
        let language = self.language;
        let fresh = |pillar: Pillar| PillarStand {
            pillar,
            title: language.of(pillar.title()),
            scores: Vec::new(),
            questions: pillar
                .questions()
                .iter()
                .map(|question| QuestionStand {
                    id: question.id,
                    asks: language.of(question.asks),
                    environments: Vec::new(),
                })
                .collect(),
        };
        let mut pillars: Vec<PillarStand> = Pillar::ALL.into_iter().map(fresh).collect();
        for (environment, _) in self.environments() {
            let Ok((document, findings)) = self.session.judged(environment.as_str()) else { continue };
            let assessed = assess(document, environment.as_str(), findings);
            for (pillar, score) in pillars.iter_mut().zip(pillar_scores(&assessed)) {
                pillar.scores.push((environment.clone(), score));
            }
            // both are in the order of the Framework
            let questions = pillars.iter_mut().flat_map(|pillar| &mut pillar.questions);
            for (question, one) in questions.zip(&assessed) {
                question.environments.push(stand(one, &environment, language));
            }
        }
        pillars
    }

    /// All there is to say of a question; `None` where there is no such question.
    pub fn question(&mut self, id: &str) -> Option<Question> {
        let question = framework::question(id)?;
        let language = self.language;
        let mut stands = Vec::new();
        let mut rules: BTreeMap<&'static str, Score> = BTreeMap::new();
        let mut evidence: BTreeMap<_, (usize, Vec<Id>)> = BTreeMap::new();
        let mut told: Vec<Evidence> = Vec::new();
        let mut answers: BTreeMap<Id, Answered> = BTreeMap::new();
        let mut unanswered = Vec::new();
        for (environment, _) in self.environments() {
            let Ok((document, findings)) = self.session.judged(environment.as_str()) else { continue };
            let assessed = assess(document, environment.as_str(), findings);
            let Some(one) = assessed.iter().find(|one| one.question.id == id) else { continue };
            stands.push(stand(one, &environment, language));
            match one.answer {
                None => unanswered.push(environment.clone()),
                Some((id, given)) => {
                    let fresh = || answered(id, given, language);
                    answers.entry(id.clone()).or_insert_with(fresh).environments.push(environment.clone());
                }
            }
            for finding in &one.findings {
                rules.entry(finding.rule.id).or_default().add(finding);
                let proof = Proof::of(finding);
                let place = (proof, finding.rule.id, finding.node.clone(), finding.part.clone());
                let (_, environments) = evidence.entry((place, finding.property)).or_insert_with(|| {
                    told.push(Evidence::of(proof, finding, document, language));
                    (told.len() - 1, Vec::new())
                });
                if environments.last() != Some(&environment) {
                    environments.push(environment.clone());
                }
            }
        }
        let more = evidence.len().saturating_sub(TOLD);
        let evidence = evidence.into_values().take(TOLD).filter_map(|(at, environments)| {
            told.get(at).cloned().map(|one| Evidence { environments, ..one })
        });
        Some(Question {
            stand: QuestionStand { id: question.id, asks: language.of(question.asks), environments: stands },
            url: question.url(),
            rules: rules.into_iter().map(|(rule, checks)| (rule, checks.satisfied, checks.total())).collect(),
            evidence: evidence.collect(),
            more,
            answers: answers.into_values().collect(),
            unanswered,
        })
    }

    /// Answers a question, or changes an answer, as one step.
    ///
    /// # Errors
    /// In words: something is left open, it is answered there already, or the design cannot be edited.
    pub fn answer(&mut self, id: Option<Id>, answer: Answer) -> Result<(), String> {
        let answer =
            Answer { note: answer.note.trim().to_owned(), role: answer.role.trim().to_owned(), ..answer };
        if let Some(why) = self.unanswerable(id.as_ref(), &answer) {
            return Err(why);
        }
        let place = self.places(&answer);
        let choice = self.language.of(choice_words(answer.choice));
        let label = self.tell(
            "Answer {0} for {1}: {2}",
            "Responder {0} para {1}: {2}",
            [answer.question.clone(), place, choice.to_owned()],
        );
        let id = id.unwrap_or_else(|| {
            let named = answer.environments.iter().flatten().map(Id::as_str);
            let words: Vec<&str> = std::iter::once(answer.question.as_str()).chain(named).collect();
            Ids::new(self.document()).give(&words.join("-"))
        });
        self.edit(label, Command::Answer { id, answer }).map_err(|why| self.why(&why))
    }

    /// Where an answer holds, in words.
    fn places(&self, answer: &Answer) -> String {
        match &answer.environments {
            None => self.say("all environments", "todos los entornos").to_owned(),
            Some(named) => named.iter().map(Id::as_str).collect::<Vec<_>>().join(", "),
        }
    }

    /// What an answer lacks, or what it contradicts.
    fn unanswerable(&self, id: Option<&Id>, answer: &Answer) -> Option<String> {
        let say = |en, es| Some(self.say(en, es).to_owned());
        if answer.note.is_empty() {
            return say(
                "Say why: what is done, or where it is written down.",
                "Diga por qué: qué se hace, o dónde está escrito.",
            );
        }
        if answer.role.is_empty() {
            return say(
                "Say what you are to the system, such as “head of operations”; no name.",
                "Diga qué es usted para el sistema, como «jefa de operaciones»; sin nombre.",
            );
        }
        if answer.date.as_str() > self.session.today() {
            return say(
                "The day lies ahead: choose today or earlier.",
                "El día aún no llega: elija hoy o antes.",
            );
        }
        if answer.environments.as_ref().is_some_and(Vec::is_empty) {
            return say("Choose at least one environment.", "Elija al menos un entorno.");
        }
        let others = self
            .document()
            .answers
            .iter()
            .filter(|(other, said)| Some(*other) != id && said.question == answer.question);
        let everywhere = self.document().environments.keys();
        let here: Vec<&Id> = everywhere.filter(|environment| answer.holds_in(environment.as_str())).collect();
        let twice =
            others.flat_map(|(_, said)| here.iter().filter(move |at| said.holds_in(at.as_str()))).next()?;
        Some(self.tell(
            "{0} is answered for {1} already: change that answer, or choose other environments.",
            "{0} ya está respondida para {1}: cambie esa respuesta, o elija otros entornos.",
            [answer.question.clone(), twice.to_string()],
        ))
    }

    /// # Errors
    /// It is not there any more, or the design cannot be edited.
    pub fn withdraw_answer(&mut self, id: &Id) -> Result<(), Refusal> {
        let question = self.document().answers.get(id).map(|answer| answer.question.clone());
        let label = self.tell(
            "Withdraw the answer to {0}",
            "Retirar la respuesta a {0}",
            [question.unwrap_or_default()],
        );
        self.edit(label, Command::WithdrawAnswer { id: id.clone() })
    }
}

impl Evidence {
    /// Without environments yet.
    fn of(proof: Proof, finding: &Finding, document: &Document, language: Language) -> Evidence {
        let message = finding.message.render(language);
        Evidence {
            proof,
            rule: finding.rule.id,
            node: finding.node.clone(),
            name: name_of(document, &finding.node),
            message: match &finding.suppressed {
                Some(by) if proof == Proof::Accepted => format!("{message} {}", by.reason),
                _ => message,
            },
            environments: Vec::new(),
        }
    }
}

fn stand(one: &Assessed<'_>, environment: &Id, language: Language) -> Stand {
    let standing = one.standing();
    Stand {
        environment: environment.clone(),
        standing,
        word: language.of(standing_words(standing)),
        proven: WellArchitected::percent(one.proven()),
        checks: one.checks,
        answered: one.answer.is_some(),
    }
}

fn answered(id: &Id, given: &Answer, language: Language) -> Answered {
    Answered {
        id: id.clone(),
        given: given.clone(),
        choice: language.of(choice_words(given.choice)),
        environments: Vec::new(),
    }
}
