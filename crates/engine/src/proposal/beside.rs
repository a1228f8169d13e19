//! The proposal beside something else: an earlier version, another environment, region or design.

use rust_decimal::Decimal;

use super::ProposalReport;

/// A typical month beside another.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthBeside {
    /// An environment, or one of its elements that costs something else.
    pub label: String,
    /// US dollars: of what stands beside it, and as offered.
    pub amounts: [Decimal; 2],
    pub environment: bool,
}

impl MonthBeside {
    /// US dollars that it costs more as offered.
    pub fn more(&self) -> Decimal {
        self.amounts[1] - self.amounts[0]
    }
}

impl ProposalReport {
    /// Each environment that is compared, followed by its elements that cost something else, the largest difference first.
    pub fn beside(&self) -> Vec<MonthBeside> {
        let names = self.names();
        let mut rows = Vec::new();
        for (id, comparison) in self.compared.iter().flat_map(|compared| &compared.environments) {
            let amounts = comparison.monthly.map(|band| band.typical);
            rows.push(MonthBeside { label: id.clone(), amounts, environment: true });
            rows.extend(comparison.elements.iter().map(|(node, amounts)| {
                let label = names.get(node.as_str()).copied().unwrap_or(node).to_owned();
                MonthBeside { label, amounts: *amounts, environment: false }
            }));
        }
        rows
    }

    /// How many things have no price, beside and as offered, where that is so of any: the comparison leaves them out.
    pub fn unpriced_beside(&self) -> Option<[usize; 2]> {
        let compared = self.compared.iter().flat_map(|compared| compared.environments.values());
        let sum =
            compared.fold([0, 0], |[there, here], one| [there + one.unpriced[0], here + one.unpriced[1]]);
        (sum != [0, 0]).then_some(sum)
    }
}
