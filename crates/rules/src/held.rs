//! Practices that no drawn design can break: loading, resolving or synthesis refuses what would, or derives what they
//! ask for. There is no rule for them; what is drawn raw beside is judged by rules.

use design::Words;

use crate::{Built, Given};

/// A practice and what holds it.
pub struct Held {
    pub title: Words,
    /// Why no design breaks it, in plain words.
    pub how: Words,
    /// The same practice in other checkers, e.g. `cfn-lint:E3060`.
    pub peers: &'static [&'static str],
    /// Each is a test.
    pub proofs: &'static [Proof],
}

/// How it is shown that a practice holds. Designs are merged like a rule's examples.
pub enum Proof {
    /// Loading refuses this design, in these words.
    Refused { says: &'static str, design: &'static str },
    /// This design cannot be built, by a blocker with this code.
    Blocked { code: &'static str, design: &'static str },
    /// In the templates of a design the property is as it should be.
    Built { built: Built, design: &'static str },
    /// In the templates of a design there is one resource of a type for each of another.
    OneForEach { each: &'static str, one: &'static str, design: &'static str },
    /// A test in another place: its file in the repository, and its name.
    Tested { file: &'static str, test: &'static str },
}

pub static HELD: &[Held] = &[
    Held {
        title: Words::new(
            "Machines stand in a network that is drawn",
            "Las máquinas están en una red dibujada",
        ),
        how: Words::new(
            "What has addresses must stand in a tier of a VPC; the default VPC is never used.",
            "Lo que tiene direcciones debe estar en una capa de una VPC; la VPC por defecto no se usa nunca.",
        ),
        peers: &["groundplan:VPC-003", "checkov:CKV_AWS_148", "guard:EC2_INSTANCES_IN_VPC", "trivy:AWS-0101"],
        proofs: &[Proof::Refused {
            says: "ec2_instance must stand in",
            design: r#"{"nodes":{"web":{"kind":"ec2_instance","properties":{}}}}"#,
        }],
    },
    Held {
        title: Words::new(
            "Nothing is put into the default security group",
            "Nada se pone en el grupo por defecto",
        ),
        how: Words::new(
            "Each element with network interfaces has a security group of its own. The default group cannot be emptied by CloudFormation, and nobody is in it.",
            "Cada elemento con interfaces de red tiene su grupo de seguridad. CloudFormation no puede vaciar el grupo por defecto, y nadie está en él.",
        ),
        peers: &["groundplan:VPC-002", "checkov:CKV2_AWS_12", "security-hub:EC2.2", "trivy:AWS-0173"],
        proofs: &[
            Proof::Built {
                built: Built {
                    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
                    path: "SecurityGroups.0",
                    holds: |given| given.present(),
                },
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}}}}"#,
            },
            Proof::Built {
                built: Built {
                    types: &["AWS::RDS::DBInstance"],
                    path: "VPCSecurityGroups.0",
                    holds: |given| given.present(),
                },
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}}}}"#,
            },
        ],
    },
    Held {
        title: Words::new(
            "Subnets lie in their network and do not overlap",
            "Las subredes están en su red y no se solapan",
        ),
        how: Words::new(
            "Tiers get their blocks from address slots; a pinned block that overlaps another or lies outside cannot be built.",
            "Las capas reciben sus bloques de posiciones; un bloque fijado que se solapa o queda fuera no se puede construir.",
        ),
        peers: &["groundplan:VPC-006", "cfn-lint:E3059", "cfn-lint:E3060"],
        proofs: &[
            Proof::Blocked {
                code: "overlapping-blocks",
                design: r#"{"nodes":{"app":{"properties":{"cidrs":{"1":"10.0.32.0/22"}}}}}"#,
            },
            Proof::Blocked {
                code: "outside-vpc",
                design: r#"{"nodes":{"app":{"properties":{"cidrs":{"1":"10.1.0.0/24"}}}}}"#,
            },
        ],
    },
    Held {
        title: Words::new(
            "Networks and subnets have a size AWS takes",
            "Redes y subredes tienen un tamaño que AWS acepta",
        ),
        how: Words::new(
            "The prefix of a subnet is a number from 18 to 28; a network outside /16 to /20 cannot be built.",
            "El prefijo de una subred es un número de 18 a 28; una red fuera de /16 a /20 no se puede construir.",
        ),
        peers: &["groundplan:VPC-007"],
        proofs: &[
            Proof::Refused {
                says: "18 to 28",
                design: r#"{"nodes":{"app":{"properties":{"prefix_length":29}}}}"#,
            },
            Proof::Blocked {
                code: "vpc-size",
                design: r#"{"nodes":{"vpc":{"properties":{"cidr":"10.0.0.0/15"}}}}"#,
            },
        ],
    },
    Held {
        title: Words::new("Every subnet has one route table", "Cada subred tiene una tabla de rutas"),
        how: Words::new(
            "A tier brings a table and an association for each of its subnets; a table takes the place of one, and only one may.",
            "Una capa trae una tabla y una asociación por subred; una tabla explícita reemplaza a una, y solo una puede.",
        ),
        peers: &["groundplan:VPC-020", "groundplan:G-NET-02", "cfn-lint:E3022"],
        proofs: &[
            Proof::OneForEach {
                each: "AWS::EC2::Subnet",
                one: "AWS::EC2::SubnetRouteTableAssociation",
                design: r#"{}"#,
            },
            Proof::Refused {
                says: "already replaces app/route-table/1",
                design: r#"{"nodes":{"one":{"kind":"route_table","parent":"app","replaces":"app/route-table/1","properties":{}},"two":{"kind":"route_table","parent":"app","replaces":"app/route-table/1","properties":{}}}}"#,
            },
        ],
    },
    Held {
        title: Words::new(
            "Listener rules have different priorities",
            "Las reglas del listener tienen prioridades distintas",
        ),
        how: Words::new(
            "Connections without a priority are numbered; two that state the same one cannot be built.",
            "Las conexiones sin prioridad se numeran; dos con la misma no se pueden construir.",
        ),
        peers: &["groundplan:ALB-015"],
        proofs: &[Proof::Blocked {
            code: "same-priority",
            design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"web":{"kind":"auto_scaling_group","parent":"app","properties":{}},"api":{"kind":"auto_scaling_group","parent":"app","properties":{}}},"connections":{"alb-api":{"from":"alb","kind":"target","to":"api","properties":{"path":"/api/*","priority":5}},"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"path":"/web/*","priority":5}}}}"#,
        }],
    },
    Held {
        title: Words::new(
            "Load balancers check health where they send requests",
            "Los balanceadores comprueban la salud donde envían solicitudes",
        ),
        how: Words::new(
            "Health checks use the port of the connection, which the security groups admit with it.",
            "Las comprobaciones usan el puerto de la conexión, que los grupos de seguridad admiten con ella.",
        ),
        peers: &["groundplan:G-SG-05"],
        proofs: &[Proof::Built {
            built: Built {
                types: &["AWS::ElasticLoadBalancingV2::TargetGroup"],
                path: "HealthCheckPort",
                holds: |given| Some(*given == Given::Absent),
            },
            design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"web":{"kind":"auto_scaling_group","parent":"app","properties":{}}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":8080}}}}"#,
        }],
    },
    Held {
        title: Words::new(
            "Self-managed nodes can join their cluster",
            "Los nodos autogestionados se unen a su clúster",
        ),
        how: Words::new(
            "Workers bring the access entry of their role and the tag by which the cluster knows them.",
            "Los nodos traen la entrada de acceso de su rol y la etiqueta por la que el clúster los reconoce.",
        ),
        peers: &["groundplan:EKS-015"],
        proofs: &[
            Proof::OneForEach {
                each: "AWS::AutoScaling::AutoScalingGroup",
                one: "AWS::EKS::AccessEntry",
                design: WORKERS,
            },
            Proof::Built {
                built: Built {
                    types: &["AWS::AutoScaling::AutoScalingGroup"],
                    path: "Tags",
                    holds: |given| {
                        let keys = given.items().filter_map(|tag| tag.at("Key").known());
                        let mut keys = keys.filter_map(|key| key.as_str());
                        Some(keys.any(|key| key.starts_with("kubernetes.io/cluster/")))
                    },
                },
                design: WORKERS,
            },
        ],
    },
    Held {
        title: Words::new("Objects in buckets are encrypted", "Los objetos de los buckets se cifran"),
        how: Words::new(
            "Every bucket states its encryption, by the key attached to it or by S3’s own; AWS itself stores nothing in the clear.",
            "Cada bucket indica su cifrado, con la clave adjunta o la de S3; AWS mismo no guarda nada sin cifrar.",
        ),
        peers: &[
            "groundplan:S3-003",
            "checkov:CKV_AWS_19",
            "guard:S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
            "security-hub:S3.4",
            "trivy:AWS-0088",
        ],
        proofs: &[Proof::Built {
            built: Built {
                types: &["AWS::S3::Bucket"],
                path: "BucketEncryption.ServerSideEncryptionConfiguration.0",
                holds: |given| given.present(),
            },
            design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}}}}"#,
        }],
    },
    Held {
        title: Words::new(
            "Templates stay within CloudFormation’s limits",
            "Las plantillas respetan los límites de CloudFormation",
        ),
        how: Words::new(
            "A stack over a limit (bytes, resources, parameters, outputs) is not deployed; the message says which one and by how much.",
            "Un stack sobre un límite (bytes, recursos, parámetros, salidas) no se despliega; el mensaje dice cuál y por cuánto.",
        ),
        peers: &["groundplan:GEN-003", "cfn-lint:E1002"],
        proofs: &[
            Proof::Tested {
                file: "crates/studio/src/deploy/tests.rs",
                test: "a_template_over_a_limit_is_refused_before_it_is_sent",
            },
            Proof::Tested {
                file: "crates/cloudformation/src/limits.rs",
                test: "each_limit_is_named_with_its_subject",
            },
        ],
    },
    Held {
        title: Words::new("No change replaces data unasked", "Ningún cambio reemplaza datos sin preguntar"),
        how: Words::new(
            "A plan that replaces or removes what holds data stops and asks for it by name; what is replaced leaves a snapshot or stays.",
            "Un plan que reemplaza o quita lo que guarda datos se detiene y lo pide por su nombre; lo reemplazado deja un snapshot o permanece.",
        ),
        peers: &["groundplan:G-REPL-01"],
        proofs: &[
            Proof::Tested {
                file: "crates/studio/src/deploy/tests.rs",
                test: "only_what_was_shown_runs_and_data_only_by_name",
            },
            Proof::Built {
                built: Built {
                    types: &["AWS::OpenSearchService::Domain", "AWS::RDS::DBInstance", "AWS::S3::Bucket"],
                    path: "@UpdateReplacePolicy",
                    holds: |given| given.is_one_of(&["Retain", "Snapshot"]),
                },
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"files":{"kind":"s3_bucket","properties":{}},"search":{"kind":"opensearch_domain","parent":"data","properties":{}}}}"#,
            },
        ],
    },
    Held {
        title: Words::new(
            "Environments differ only as declared",
            "Los entornos difieren solo como se declara",
        ),
        how: Words::new(
            "All environments are one design: an overlay states the properties that differ and what is absent, and can move or change nothing else.",
            "Todos los entornos son un diseño: una capa declara las propiedades que difieren y lo que falta, y no puede mover ni cambiar nada más.",
        ),
        peers: &["groundplan:G-ENV-01"],
        proofs: &[
            Proof::Refused {
                says: "overrides.app.parent",
                design: r#"{"environments":{"prod":{"overrides":{"app":{"parent":"data"}}}}}"#,
            },
            Proof::Refused {
                says: "overrides.app.kind",
                design: r#"{"environments":{"prod":{"overrides":{"app":{"kind":"vpc"}}}}}"#,
            },
        ],
    },
];

const WORKERS: &str = r#"{"nodes":{"cluster":{"kind":"eks_cluster","parent":"app","properties":{}},"nodes":{"kind":"eks_workers","parent":"cluster","properties":{}}}}"#;
