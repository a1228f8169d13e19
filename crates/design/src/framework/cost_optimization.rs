//! Cost optimization: questions 1 to 11.

use super::Question;
use crate::{Pillar, Words};

pub(super) static QUESTIONS: [Question; 11] = [
    Question {
        id: "COST01",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Who looks after what the cloud costs, and with which habits?",
            "¿Quién se ocupa de lo que cuesta la nube, y con qué hábitos?",
        ),
    },
    Question {
        id: "COST02",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "What keeps people from using more than was agreed?",
            "¿Qué evita que se use más de lo acordado?",
        ),
    },
    Question {
        id: "COST03",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Can it be seen who spends what, and does somebody hear of surprises?",
            "¿Se ve quién gasta qué, y se entera alguien de las sorpresas?",
        ),
    },
    Question {
        id: "COST04",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "How does what nobody needs any more go away?",
            "¿Cómo desaparece lo que ya nadie necesita?",
        ),
    },
    Question {
        id: "COST05",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Was cost weighed when the services were chosen?",
            "¿Se consideró el costo al elegir los servicios?",
        ),
    },
    Question {
        id: "COST06",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Do type, size and number of resources fit what is needed?",
            "¿Se ajustan el tipo, el tamaño y la cantidad de recursos a lo necesario?",
        ),
    },
    Question {
        id: "COST07",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Which of the ways to pay AWS suits each part?",
            "¿Qué forma de pagar a AWS conviene a cada parte?",
        ),
    },
    Question {
        id: "COST08",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Is it known what moving data costs, and is it kept low?",
            "¿Se sabe cuánto cuesta mover datos, y se mantiene bajo?",
        ),
    },
    Question {
        id: "COST09",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "Does what is paid for follow what is used?",
            "¿Sigue lo que se paga a lo que se usa?",
        ),
    },
    Question {
        id: "COST10",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "How does the team learn that a newer service would do the same for less?",
            "¿Cómo se entera el equipo de que un servicio más nuevo haría lo mismo por menos?",
        ),
    },
    Question {
        id: "COST11",
        pillar: Pillar::CostOptimization,
        asks: Words::new(
            "What does operating cost in working time, and what is worth automating?",
            "¿Cuánto cuesta operar en horas de trabajo, y qué conviene automatizar?",
        ),
    },
];
