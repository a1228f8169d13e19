//! The proposal's words in both languages, the same in every form it is written in.

use design::{
    Payment, Words,
    payment::{Term, Upfront},
};
use text::{Format, Language};

/// A unit of a volume as people read it.
pub fn unit_words(unit: &str, language: Language) -> &str {
    if language == Language::English {
        return unit;
    }
    match unit {
        "requests per second" => "peticiones por segundo",
        "requests" => "peticiones",
        "connections" => "conexiones",
        "hours" => "horas",
        "hours a week" => "horas a la semana",
        "instances" => "instancias",
        "messages" => "mensajes",
        "minutes" => "minutos",
        "queries" => "consultas",
        "runs" => "ejecuciones",
        "users" => "usuarios",
        "% a year" => "% al año",
        other => other,
    }
}

/// How the hours of an element are paid for.
pub fn payment_words(payment: &Payment, language: Language) -> String {
    let format = Format::new(language);
    let percent = |number| format.quantity(services::decimal(number));
    match payment {
        Payment::Reserved { term, upfront } => {
            let term = match term {
                Term::One => Words::new("reserved for one year", "reservado por un año"),
                Term::Three => Words::new("reserved for three years", "reservado por tres años"),
            };
            let upfront = match upfront {
                Upfront::No => Words::new("nothing upfront", "sin pago inicial"),
                Upfront::Partial => Words::new("partial upfront", "pago inicial parcial"),
                Upfront::All => Words::new("all upfront", "pago inicial total"),
            };
            format!("{}, {}", language.of(term), language.of(upfront))
        }
        Payment::SavingsPlan { discount_percent } => match language {
            Language::English => format!("savings plan, {} % off (rate entered)", percent(discount_percent)),
            Language::Spanish => {
                format!("savings plan, {} % menos (tasa ingresada)", percent(discount_percent))
            }
        },
        Payment::Spot { share_percent, discount_percent } => match language {
            Language::English => format!(
                "{} % of the hours on Spot, {} % off (rate entered)",
                percent(share_percent),
                percent(discount_percent)
            ),
            Language::Spanish => format!(
                "{} % de las horas en Spot, {} % menos (tasa ingresada)",
                percent(share_percent),
                percent(discount_percent)
            ),
        },
    }
}

/// Words that stand in every form of the proposal.
pub struct ProposalWords;

impl ProposalWords {
    pub const TITLE: Words = Words::new("Proposal", "Propuesta");
    pub const FOR: Words = Words::new("For", "Para");
    pub const FROM: Words = Words::new("From", "De");
    pub const CONTACT: Words = Words::new("Contact", "Contacto");
    pub const DATE: Words = Words::new("Date", "Fecha");
    pub const VALID_UNTIL: Words = Words::new("Valid until", "Válida hasta");
    pub const VERSION: Words = Words::new("Design version", "Versión del diseño");
    pub const BOOK: Words = Words::new("Price book", "Libro de precios");
    pub const RATE: Words = Words::new("Exchange rate", "Tipo de cambio");
    pub const GLANCE: Words = Words::new("At a glance", "En resumen");
    pub const ENVIRONMENT: Words = Words::new("Environment", "Entorno");
    pub const REGION: Words = Words::new("Region", "Región");
    pub const MONTH_LOW: Words = Words::new("A month, low", "Al mes, bajo");
    pub const MONTH: Words = Words::new("A month, typical", "Al mes, típico");
    pub const MONTH_HIGH: Words = Words::new("A month, high", "Al mes, alto");
    pub const YEAR: Words = Words::new("A year, typical", "Al año, típico");
    pub const THREE_YEARS: Words = Words::new("Three years, typical", "Tres años, típico");
    pub const A_MONTH: Words = Words::new("a month", "al mes");
    pub const MONTH_WITH: Words = Words::new("A month, typical, with", "Al mes, típico, con");
    pub const RANGE: Words = Words::new("Low to high", "De bajo a alto");
    pub const ALL: Words = Words::new("All environments", "Todos los entornos");
    pub const DIAGRAM: Words = Words::new("Architecture", "Arquitectura");
    pub const SCOPE: Words = Words::new("What is built", "Qué se construye");
    pub const ELEMENT: Words = Words::new("Element", "Elemento");
    pub const SERVICE: Words = Words::new("Service", "Servicio");
    pub const EDGE: Words = Words::new("At the edge", "En el borde");
    pub const REGIONAL: Words = Words::new("In the Region", "En la región");
    pub const DELIVERY: Words = Words::new("Delivery", "Entrega continua");
    pub const ZONES: Words = Words::new("zones", "zonas");
    pub const PRICES: Words = Words::new("What it costs", "Cuánto cuesta");
    pub const TOTALS: Words = Words::new("Totals", "Totales");
    pub const BY_SERVICE: Words = Words::new("A typical month by service", "Un mes típico por servicio");
    pub const BY_ELEMENT: Words = Words::new("A typical month by element", "Un mes típico por elemento");
    pub const COMPARED: Words = Words::new("Compared", "Comparación");
    pub const AS_OFFERED: Words = Words::new("As offered", "Según la oferta");
    pub const DIFFERENCE: Words = Words::new("Difference", "Diferencia");
    pub const ASSUMPTIONS: Words = Words::new("What the prices rest on", "En qué se basan los precios");
    pub const ASSUMPTION: Words = Words::new("Number", "Número");
    pub const WORKLOAD: Words = Words::new("Workload", "Carga");
    pub const LOW: Words = Words::new("Low", "Bajo");
    pub const TYPICAL: Words = Words::new("Typical", "Típico");
    pub const HIGH: Words = Words::new("High", "Alto");
    pub const UNIT: Words = Words::new("Unit", "Unidad");
    pub const ORIGIN: Words = Words::new("Origin", "Origen");
    pub const READING_ASSUMPTIONS: Words = Words::new(
        "Volumes a month, where nothing else is said. Stated: given for this design. From the workload: it follows from \
         the load that is stated of the environment. Assumed: nobody gave it, so a usual value is taken. Assumed volumes \
         of nothing are left out. What you know better changes the price.",
        "Volúmenes al mes, salvo que se indique otra cosa. Declarado: dado para este diseño. De la carga: se deduce de la \
         carga declarada del entorno. Supuesto: nadie lo dio y se toma un valor usual. Los volúmenes \
         supuestos en cero se omiten. Lo que usted sepa mejor cambia el precio.",
    );
    pub const GROWTH: Words = Words::new("growth a year", "crecimiento al año");
    pub const PAYMENTS: Words = Words::new("Ways to pay", "Formas de pago");
    pub const ON_DEMAND: Words = Words::new(
        "Everything not named here is paid on demand, by the hour or by use, without a commitment.",
        "Todo lo que no se nombra aquí se paga bajo demanda, por hora o por uso, sin compromiso.",
    );
    pub const ALL_ON_DEMAND: Words = Words::new(
        "Everything is paid on demand, by the hour or by use, without a commitment.",
        "Todo se paga bajo demanda, por hora o por uso, sin compromiso.",
    );
    pub const BUDGET: Words = Words::new("Budgets", "Presupuestos");
    pub const WITHIN: Words = Words::new("within the budget of", "dentro del presupuesto de");
    pub const OVER: Words = Words::new("over the budget of", "sobre el presupuesto de");
    pub const EXCLUDED: Words = Words::new("What is not included", "Qué no se incluye");
    pub const TAXES_EXCLUDED: Words = Words::new(
        "Taxes, and what AWS charges for support plans.",
        "Impuestos y lo que AWS cobra por planes de soporte.",
    );
    pub const SUPPORT_EXCLUDED: Words =
        Words::new("What AWS charges for support plans.", "Lo que AWS cobra por planes de soporte.");
    pub const DISCOUNTS_EXCLUDED: Words = Words::new(
        "Discounts, credits and free tiers of an AWS account: prices are AWS's public ones.",
        "Descuentos, créditos y capas gratuitas de una cuenta de AWS: los precios son los públicos de AWS.",
    );
    pub const UNPRICED: Words = Words::new(
        "These cost something for which no price is known; they are in no total:",
        "Esto cuesta algo cuyo precio no se conoce; no está en ningún total:",
    );
    pub const SOURCES: Words = Words::new("Where the prices come from", "De dónde vienen los precios");
    pub const READING_PRICES: Words = Words::new(
        "Prices are AWS's public ones in US dollars, each with its date and source, as they stand in the price book named \
         here. A month has 730 hours. Low and high follow from the range of each volume. A year is twelve months of the \
         first year; three years grow with the stated workload. What AWS bills depends on what is used.",
        "Los precios son los públicos de AWS en dólares de EE. UU., cada uno con su fecha y su fuente, como constan en el \
         libro de precios que aquí se nombra. Un mes tiene 730 horas. Bajo y alto resultan del rango de cada volumen. Un \
         año son doce meses del primer año; los tres años crecen con la carga declarada. Lo que AWS factura depende de lo \
         que se use.",
    );
    pub const UNCERTAIN: Words = Words::new(
        "of the typical months rest on prices of low confidence (derived from others, or old).",
        "de los meses típicos se basan en precios de baja confianza (derivados de otros, o antiguos).",
    );
    pub const CONVERTED: Words = Words::new(
        "Amounts in that currency are converted at this rate; AWS bills in US dollars.",
        "Los importes en esa moneda se convierten a este tipo; AWS factura en dólares de EE. UU.",
    );
}
