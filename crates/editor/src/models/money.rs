//! Budgets, exchange rates, and the tax on the total.

use engine::{
    Command, Currency, Decimal, Id, currency,
    design::{Rate, Tax},
    proposal::restate,
};
use serde_json::Number;

use crate::editor::Editor;

impl Editor {
    /// The most a typical month of an environment may cost, in US dollars.
    pub fn budget(&self, environment: &Id) -> Option<Decimal> {
        let stated = self.document().environments.get(environment)?.budget_usd.as_ref()?;
        Some(engine::services::decimal(stated))
    }

    /// States the budget of the environment shown; nothing typed takes it back.
    ///
    /// # Errors
    /// It is no amount.
    pub fn set_budget(&mut self, text: &str) -> Result<(), String> {
        let typed = text.trim().trim_start_matches('$').replace(',', "");
        let budget = match typed.as_str() {
            "" => None,
            typed => Some(self.amount(typed)?),
        };
        self.change_settings(None, ("Budget", "Presupuesto"), |settings| settings.budget_usd = budget)
    }

    /// A number that a person typed, not negative, as exactly as they typed it.
    fn amount(&self, text: &str) -> Result<Number, String> {
        let wrong = || self.say("A number, not negative.", "Un número no negativo.").to_owned();
        let value = text.trim().parse::<Decimal>().ok().filter(|value| !value.is_sign_negative());
        value.map(engine::number).ok_or_else(wrong)
    }

    /// US dollars, then the currencies the design states a rate for.
    pub fn currencies(&self) -> Vec<Currency> {
        let rates = self.document().rates.keys();
        let stated = rates.filter_map(|code| currency(self.document(), code.as_str()).ok());
        std::iter::once(Currency::usd()).chain(stated).collect()
    }

    /// The currency in which amounts are shown: the one chosen while the design states a rate for it, else US dollars.
    pub fn currency(&self) -> Currency {
        currency(self.document(), &self.currency).unwrap_or_default()
    }

    /// Shows amounts in another currency, by its code.
    pub fn show_in(&mut self, code: &str) {
        if self.currency != code {
            code.clone_into(&mut self.currency);
            self.draw_again();
        }
    }

    /// The tax on the total: its name and per cent.
    pub fn tax(&self) -> Option<engine::Tax> {
        self.document().proposal.as_ref()?.tax.as_ref().map(engine::Tax::of)
    }

    /// States the rate of a currency: its ISO 4217 code, units for one US dollar, the day, and who quoted it.
    ///
    /// # Errors
    /// Something of it cannot be.
    pub fn state_rate(&mut self, code: &str, per_usd: &str, date: &str, source: &str) -> Result<(), String> {
        let code = code.trim().to_ascii_lowercase();
        let fits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase()) && code != "usd";
        let id = Id::new(&code).filter(|_| fits).ok_or_else(|| {
            self.say(
                "A currency has three letters, such as CLP, COP, PEN, BRL, EUR or MXN.",
                "Una moneda tiene tres letras, como CLP, COP, PEN, BRL, EUR o MXN.",
            )
        })?;
        let (date, source) = (date.trim().to_owned(), source.trim().to_owned());
        let rate = Rate { per_usd: self.amount(per_usd)?, date, source };
        let label = self.tell("Rate of {0}", "Cambio de {0}", [code.to_ascii_uppercase()]);
        self.edit(label, Command::SetRate { id, rate }).map_err(|refusal| self.why(&refusal))
    }

    /// States the tax on the total; no name takes it back.
    ///
    /// # Errors
    /// The per cent are none.
    pub fn state_tax(&mut self, name: &str, percent: &str) -> Result<(), String> {
        let name = name.trim().to_owned();
        let tax = match name.is_empty() {
            true => None,
            false => Some(Tax { name, percent: self.amount(percent)? }),
        };
        let command = restate(self.document(), |proposal| {
            proposal.tax = tax;
            Ok::<(), String>(())
        })?;
        let label = self.say("Tax", "Impuesto");
        self.edit(label, command).map_err(|refusal| self.why(&refusal))
    }
}
