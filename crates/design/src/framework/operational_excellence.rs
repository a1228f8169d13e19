//! Operational excellence: questions 1 to 11.

use super::Question;
use crate::{Pillar, Words};

pub(super) static QUESTIONS: [Question; 11] = [
    Question {
        id: "OPS01",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "Who decides what matters most for this system, and on what grounds?",
            "¿Quién decide qué es lo más importante para este sistema, y con qué fundamento?",
        ),
    },
    Question {
        id: "OPS02",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "Is it clear who owns each part of the system and who operates it?",
            "¿Está claro quién responde de cada parte del sistema y quién la opera?",
        ),
    },
    Question {
        id: "OPS03",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "Do the people who build and run it have the time, the skills and the freedom to raise problems?",
            "¿Tienen quienes lo construyen y operan el tiempo, los conocimientos y la libertad de señalar problemas?",
        ),
    },
    Question {
        id: "OPS04",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "Can you see from outside how the system is doing, by its metrics, logs and traces?",
            "¿Se puede ver desde fuera cómo está el sistema, por sus métricas, registros y trazas?",
        ),
    },
    Question {
        id: "OPS05",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "How do changes reach production quickly, with few faults and an easy way to mend them?",
            "¿Cómo llegan los cambios a producción rápido, con pocos fallos y fáciles de corregir?",
        ),
    },
    Question {
        id: "OPS06",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "What keeps a bad deployment from doing harm, and how is it taken back?",
            "¿Qué evita que un mal despliegue haga daño, y cómo se deshace?",
        ),
    },
    Question {
        id: "OPS07",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "How is it known, before going live, that people, procedures and the system are ready?",
            "¿Cómo se sabe, antes de salir a producción, que las personas, los procedimientos y el sistema están listos?",
        ),
    },
    Question {
        id: "OPS08",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "Do the system's signals reach somebody who acts on them?",
            "¿Llegan las señales del sistema a alguien que actúa?",
        ),
    },
    Question {
        id: "OPS09",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "How is it measured whether the work of operating goes well?",
            "¿Cómo se mide si la operación marcha bien?",
        ),
    },
    Question {
        id: "OPS10",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "When something happens, who is told, who decides, and what do they do?",
            "Cuando ocurre algo, ¿a quién se avisa, quién decide y qué se hace?",
        ),
    },
    Question {
        id: "OPS11",
        pillar: Pillar::OperationalExcellence,
        asks: Words::new(
            "How do lessons from operating become lasting improvements?",
            "¿Cómo se convierten las lecciones de la operación en mejoras duraderas?",
        ),
    },
];
