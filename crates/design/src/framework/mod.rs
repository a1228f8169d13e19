//! The questions of the AWS Well-Architected Framework, by pillar: what answers and rules refer to.
//!
//! Ids and subjects are AWS's, the words are our own.

mod cost_optimization;
mod operational_excellence;
mod performance_efficiency;
mod reliability;
mod security;
mod sustainability;

use serde::Serialize;

use crate::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pillar {
    OperationalExcellence,
    Security,
    Reliability,
    PerformanceEfficiency,
    CostOptimization,
    Sustainability,
}

impl Pillar {
    /// In the order of the Framework.
    pub const ALL: [Pillar; 6] = [
        Pillar::OperationalExcellence,
        Pillar::Security,
        Pillar::Reliability,
        Pillar::PerformanceEfficiency,
        Pillar::CostOptimization,
        Pillar::Sustainability,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Pillar::OperationalExcellence => "operational_excellence",
            Pillar::Security => "security",
            Pillar::Reliability => "reliability",
            Pillar::PerformanceEfficiency => "performance_efficiency",
            Pillar::CostOptimization => "cost_optimization",
            Pillar::Sustainability => "sustainability",
        }
    }

    /// As it is displayed.
    pub fn title(self) -> Words {
        match self {
            Pillar::OperationalExcellence => Words::new("Operational excellence", "Excelencia operativa"),
            Pillar::Security => Words::new("Security", "Seguridad"),
            Pillar::Reliability => Words::new("Reliability", "Fiabilidad"),
            Pillar::PerformanceEfficiency => {
                Words::new("Performance efficiency", "Eficiencia del rendimiento")
            }
            Pillar::CostOptimization => Words::new("Cost optimization", "Optimización de costos"),
            Pillar::Sustainability => Words::new("Sustainability", "Sostenibilidad"),
        }
    }

    /// Its questions, in order.
    pub fn questions(self) -> &'static [Question] {
        match self {
            Pillar::OperationalExcellence => &operational_excellence::QUESTIONS,
            Pillar::Security => &security::QUESTIONS,
            Pillar::Reliability => &reliability::QUESTIONS,
            Pillar::PerformanceEfficiency => &performance_efficiency::QUESTIONS,
            Pillar::CostOptimization => &cost_optimization::QUESTIONS,
            Pillar::Sustainability => &sustainability::QUESTIONS,
        }
    }
}

/// A question of the Framework.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// Letters of the pillar and two digits, e.g. `SEC04`.
    pub id: &'static str,
    pub pillar: Pillar,
    /// What it asks, in plain words.
    pub asks: Words,
}

impl Question {
    /// AWS's page about it.
    pub fn url(&self) -> String {
        let digits = self.id.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = self.id.trim_end_matches(digits).to_ascii_lowercase();
        format!("https://docs.aws.amazon.com/wellarchitected/latest/framework/{letters}-{digits}.html")
    }
}

/// All questions, in the order of the Framework.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    Pillar::ALL.into_iter().flat_map(Pillar::questions)
}

/// The question with an id.
pub fn question(id: &str) -> Option<&'static Question> {
    questions().find(|question| question.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_57_questions_numbered_within_their_pillars() {
        let counts = [("OPS", 11), ("SEC", 11), ("REL", 13), ("PERF", 5), ("COST", 11), ("SUS", 6)];
        for (pillar, (letters, count)) in Pillar::ALL.into_iter().zip(counts) {
            let ids: Vec<&str> = pillar.questions().iter().map(|question| question.id).collect();
            let expected: Vec<String> = (1..=count).map(|at| format!("{letters}{at:02}")).collect();
            assert_eq!(ids, expected);
            assert!(pillar.questions().iter().all(|question| question.pillar == pillar));
        }
        assert_eq!(questions().count(), 57);
    }

    #[test]
    fn each_is_asked_in_words_of_its_own_in_both_languages() {
        let words: BTreeSet<&str> =
            questions().flat_map(|question| [question.asks.en, question.asks.es]).collect();
        assert_eq!(words.len(), 2 * 57);
        for question in questions() {
            assert!(question.asks.en.ends_with('?') && question.asks.es.ends_with('?'), "{}", question.id);
            assert!(question.asks.es.contains('¿'), "{}", question.id);
        }
    }

    #[test]
    fn each_leads_to_the_page_of_aws() {
        let url = question("SEC04").map(Question::url).unwrap_or_default();
        assert_eq!(url, "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec-04.html");
        assert_eq!(question("SEC12"), None);
    }
}
