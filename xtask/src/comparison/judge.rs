//! How each finding of others is answered.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};

use super::{
    Finding,
    design::{Crosswalk, Resources, Verdict, Verdicts},
    otherwise::Otherwise,
};

/// How a finding is answered. The order is that of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// This rule finds the same on the same element.
    Matched(String),
    /// It does, and the design accepts it with a reason.
    Accepted(String),
    /// This rule asks a person about the element, because a design cannot tell.
    Asked(String),
    /// We judge otherwise, for this reason.
    Otherwise(&'static str),
    Open,
}

/// Findings of one check on one kind that are answered alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub check: String,
    pub title: String,
    pub kind: String,
    pub answer: Answer,
}

/// The rows with how many findings each stands for. A reason that answers nothing any more is an error.
pub fn rows(
    findings: &[Finding],
    resources: &Resources,
    crosswalk: &Crosswalk,
    verdicts: &Verdicts,
    otherwise: &[Otherwise],
) -> Result<BTreeMap<Row, usize>> {
    let mut rows: BTreeMap<Row, usize> = BTreeMap::new();
    let mut used = BTreeSet::new();
    for finding in findings {
        let resource = resources.of(&finding.file, &finding.resource)?;
        let ours = crosswalk.rules(&finding.check).iter().filter_map(|rule| {
            let verdict = verdicts.of(&finding.design, &finding.environment, &resource.node, rule)?;
            let rule = rule.clone();
            match verdict {
                Verdict::Violated => Some(Answer::Matched(rule)),
                Verdict::Accepted => Some(Answer::Accepted(rule)),
                Verdict::CannotTell => Some(Answer::Asked(rule)),
                Verdict::Satisfied => None,
            }
        });
        let reason = otherwise.iter().find(|one| one.check == finding.check && one.kind == resource.kind);
        let answer = ours.min().or_else(|| {
            used.insert(reason?.why);
            Some(Answer::Otherwise(reason?.why))
        });
        let row = Row {
            check: finding.check.clone(),
            title: finding.title.clone(),
            kind: resource.kind.clone(),
            answer: answer.unwrap_or(Answer::Open),
        };
        *rows.entry(row).or_default() += 1;
    }
    let idle: Vec<&str> =
        otherwise.iter().filter(|one| !used.contains(one.why)).map(|one| one.check).collect();
    ensure!(idle.is_empty(), "reasons that answer nothing any more, delete them: {}", idle.join(", "));
    Ok(rows)
}

/// The checks and kinds that nothing answers.
pub fn open(rows: &BTreeMap<Row, usize>) -> Vec<String> {
    rows.keys()
        .filter(|row| row.answer == Answer::Open)
        .map(|row| format!("{} on {}", row.check, row.kind))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::design::Resource;

    /// How one finding on `db` is answered, where our rule says this of it, and with this reason to judge otherwise.
    fn answer(ours: Option<Verdict>, otherwise: &[Otherwise]) -> Result<Answer> {
        let finding = Finding {
            check: "checkov:CKV_AWS_157".to_owned(),
            title: "Multi-AZ".to_owned(),
            design: "shop".to_owned(),
            environment: "prod".to_owned(),
            resource: "Db".to_owned(),
            file: "data.yaml".to_owned(),
        };
        let resource = Resource { node: "db".to_owned(), kind: "rds_instance".to_owned() };
        let mut verdicts = Verdicts::default();
        if let Some(verdict) = ours {
            verdicts.add(["shop", "prod", "db", "rds-multi-az"].map(str::to_owned), verdict);
        }
        let resources = Resources::one("data.yaml", "Db", resource);
        let crosswalk = Crosswalk::of("checkov:CKV_AWS_157", "rds-multi-az");
        let rows = rows(&[finding], &resources, &crosswalk, &verdicts, otherwise)?;
        Ok(rows.into_keys().next().unwrap().answer)
    }

    const REASON: Otherwise =
        Otherwise { check: "checkov:CKV_AWS_157", kind: "rds_instance", why: "It is only cached." };

    #[test]
    fn a_rule_answers_only_where_it_says_so_of_the_same_element() {
        let rule = || "rds-multi-az".to_owned();
        assert_eq!(answer(Some(Verdict::Violated), &[]).unwrap(), Answer::Matched(rule()));
        assert_eq!(answer(Some(Verdict::Accepted), &[]).unwrap(), Answer::Accepted(rule()));
        assert_eq!(answer(Some(Verdict::CannotTell), &[]).unwrap(), Answer::Asked(rule()));
        assert_eq!(answer(Some(Verdict::Satisfied), &[]).unwrap(), Answer::Open);
        assert_eq!(answer(None, &[]).unwrap(), Answer::Open);
    }

    #[test]
    fn a_reason_answers_what_no_rule_does_and_must_answer_something() {
        assert_eq!(answer(Some(Verdict::Satisfied), &[REASON]).unwrap(), Answer::Otherwise(REASON.why));
        let error = answer(Some(Verdict::Violated), &[REASON]).unwrap_err();
        assert!(error.to_string().contains("checkov:CKV_AWS_157"), "{error}");
    }
}
