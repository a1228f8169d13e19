//! A price list that speaks AWS's wire format, with a few products and the faults it is told to have.
#![allow(dead_code)] // each test takes what it needs

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::{Map, Value, json};

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Throttled,
    Internal,
    /// The connection closes without an answer.
    Dropped,
    /// The connection closes in the middle of the page.
    Cut,
    /// The answer never comes.
    Held,
    /// The place in the answer is no longer known.
    Expired,
    InvalidParameter,
    Denied,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub service: String,
    /// `field=value` or `field~value`.
    pub filters: Vec<String>,
    pub token: Option<String>,
}

pub struct Server {
    pub endpoint: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

struct Shop {
    /// By service code: texts of items.
    items: BTreeMap<String, Vec<String>>,
    /// By the number of the request, from 0.
    faults: BTreeMap<usize, Fault>,
    page: usize,
    count: AtomicUsize,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers with these items, so many to a page.
    pub fn start(items: &[(&str, Vec<String>)], page: usize, faults: &[(usize, Fault)]) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let shop = Arc::new(Shop {
            items: items.iter().map(|(service, items)| ((*service).to_owned(), items.clone())).collect(),
            faults: faults.iter().copied().collect(),
            page,
            count: AtomicUsize::new(0),
            asked: asked.clone(),
        });
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shop = shop.clone();
                thread::spawn(move || shop.serve(stream));
            }
        });
        Server { endpoint, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Shop {
    /// Answers the requests of a connection, one after the other.
    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut writer = stream.try_clone().ok()?;
        let mut reader = BufReader::new(stream);
        loop {
            let body: Value = serde_json::from_slice(&request(&mut reader)?).ok()?;
            let fault = self.faults.get(&self.count.fetch_add(1, Ordering::SeqCst)).copied();
            self.asked.lock().unwrap().push(asked(&body));
            let error = |code: &str, status: &str| {
                (status.to_owned(), json!({ "__type": code, "message": "as the test wants" }).to_string())
            };
            let (status, text) = match fault {
                Some(Fault::Dropped) => return None,
                Some(Fault::Held) => {
                    // Until the other side goes away.
                    let _ = reader.read(&mut [0]);
                    return None;
                }
                Some(Fault::Throttled) => error("ThrottlingException", "400 Bad Request"),
                Some(Fault::Internal) => error("InternalErrorException", "500 Internal Server Error"),
                Some(Fault::Expired) => error("ExpiredNextTokenException", "400 Bad Request"),
                Some(Fault::InvalidParameter) => error("InvalidParameterException", "400 Bad Request"),
                Some(Fault::Denied) => error("AccessDeniedException", "400 Bad Request"),
                Some(Fault::Cut) | None => ("200 OK".to_owned(), self.page(&body).to_string()),
            };
            let sent = match fault {
                Some(Fault::Cut) => text.get(..text.len() / 2)?,
                _ => &text,
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {}\r\n\r\n",
                text.len()
            );
            writer.write_all(head.as_bytes()).ok()?;
            writer.write_all(sent.as_bytes()).ok()?;
            if sent.len() < text.len() {
                return None;
            }
        }
    }

    fn page(&self, body: &Value) -> Value {
        let none = Vec::new();
        let service = body["ServiceCode"].as_str().unwrap_or_default();
        let all = self.items.get(service).unwrap_or(&none).iter().filter(|item| passes(item, body));
        let from: usize = body["NextToken"].as_str().map_or(0, |token| token.parse().unwrap());
        let page: Vec<&String> = all.clone().skip(from).take(self.page).collect();
        let mut answer = json!({ "FormatVersion": "aws_v1", "PriceList": page });
        if all.count() > from + self.page {
            answer["NextToken"] = json!((from + self.page).to_string());
        }
        answer
    }
}

/// Whether an item has what the filters say; broken ones come with any.
fn passes(item: &str, body: &Value) -> bool {
    let Ok(item) = serde_json::from_str::<Value>(item) else { return true };
    body["Filters"].as_array().into_iter().flatten().all(|filter| {
        let (field, value) = (filter["Field"].as_str().unwrap(), filter["Value"].as_str().unwrap());
        let has = match field {
            "productFamily" => item["product"]["productFamily"].as_str(),
            _ => item["product"]["attributes"][field].as_str(),
        };
        match filter["Type"].as_str().unwrap() {
            "CONTAINS" => has.is_some_and(|has| has.contains(value)),
            _ => has == Some(value),
        }
    })
}

fn asked(body: &Value) -> Asked {
    let filter = |filter: &Value| {
        let sign = if filter["Type"] == "CONTAINS" { '~' } else { '=' };
        format!("{}{sign}{}", filter["Field"].as_str().unwrap(), filter["Value"].as_str().unwrap())
    };
    Asked {
        service: body["ServiceCode"].as_str().unwrap().to_owned(),
        filters: body["Filters"].as_array().into_iter().flatten().map(filter).collect(),
        token: body["NextToken"].as_str().map(str::to_owned),
    }
}

/// The body of the next request; none when the other side is through.
fn request(reader: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().ok();
            }
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length?];
    reader.read_exact(&mut body).ok()?;
    Some(body)
}

/// A product as AWS lists it.
pub struct Product {
    sku: String,
    family: String,
    attributes: Map<String, Value>,
    on_demand: Vec<Value>,
    reserved: Vec<Value>,
}

impl Product {
    /// A product of a region, sold by nothing yet.
    pub fn new(sku: &str, region: &str, usage_type: &str) -> Product {
        let attributes = json!({
            "regionCode": region, "locationType": "AWS Region", "usagetype": usage_type, "operation": ""
        });
        let Value::Object(attributes) = attributes else { unreachable!() };
        let (on_demand, reserved) = (Vec::new(), Vec::new());
        Product { sku: sku.to_owned(), family: String::new(), attributes, on_demand, reserved }
    }

    pub fn family(mut self, family: &str) -> Product {
        self.family = family.to_owned();
        self
    }

    pub fn with(mut self, attributes: &[(&str, &str)]) -> Product {
        for (name, value) in attributes {
            self.attributes.insert((*name).to_owned(), json!(value));
        }
        self
    }

    /// At one price.
    pub fn at(self, unit: &str, usd: &str) -> Product {
        self.tiers(unit, &[("0", "Inf", usd)])
    }

    /// At prices by quantity: where each begins and ends.
    pub fn tiers(mut self, unit: &str, tiers: &[(&str, &str, &str)]) -> Product {
        let dimensions = tiers.iter().map(|(from, to, usd)| {
            json!({
                "unit": unit, "beginRange": from, "endRange": to, "pricePerUnit": { "USD": usd },
                "description": "$999 that nobody should read", "appliesTo": []
            })
        });
        self.on_demand.push(term(json!({}), dimensions));
        self
    }

    /// As a reservation: an hourly part and a fee, of which either may be none.
    pub fn reserved(mut self, class: &str, years: &str, option: &str, hourly: &str, fee: &str) -> Product {
        let attributes =
            json!({ "OfferingClass": class, "LeaseContractLength": years, "PurchaseOption": option });
        let mut parts = Vec::new();
        if !hourly.is_empty() {
            parts.push(json!({ "unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": { "USD": hourly } }));
        }
        if !fee.is_empty() {
            parts.push(
                json!({ "unit": "Quantity", "pricePerUnit": { "USD": fee }, "description": "Upfront Fee" }),
            );
        }
        self.reserved.push(term(attributes, parts.into_iter()));
        self
    }

    /// Its text in the price list.
    pub fn text(self) -> String {
        let mut terms = Map::new();
        for (kind, offers) in [("OnDemand", self.on_demand), ("Reserved", self.reserved)] {
            if !offers.is_empty() {
                let named = offers.into_iter().enumerate();
                let named = named.map(|(number, offer)| (format!("{}.T{number}", self.sku), offer));
                terms.insert(kind.to_owned(), Value::Object(named.collect()));
            }
        }
        let mut product = json!({ "sku": self.sku, "attributes": self.attributes });
        if !self.family.is_empty() {
            product["productFamily"] = json!(self.family);
        }
        json!({
            "product": product, "serviceCode": "X", "terms": terms, "version": "1",
            "publicationDate": "2026-11-20T21:57:58Z"
        })
        .to_string()
    }
}

fn term(attributes: Value, dimensions: impl Iterator<Item = Value>) -> Value {
    // Their keys are in no order of the tiers.
    let named: Map<String, Value> = dimensions
        .enumerate()
        .map(|(number, dimension)| (format!("{:x}", (number * 7 + 3) % 11), dimension))
        .collect();
    json!({ "effectiveDate": "2026-11-01T00:00:00Z", "termAttributes": attributes, "priceDimensions": named })
}

/// Load balancers of São Paulo as AWS lists them, with what stands beside them.
pub fn balancers() -> Vec<String> {
    let lb = |sku: &str, usage: &str, kind: &str| {
        Product::new(sku, "sa-east-1", usage).family(&format!("Load Balancer{kind}"))
    };
    let alb = |sku: &str, usage: &str| lb(sku, usage, "-Application");
    vec![
        lb("M97JTAMXU5MYHWUX", "SAE1-LoadBalancerUsage", "").at("Hrs", "0.0340000000").text(),
        alb("57V3ETTKU499QBWM", "SAE1-LCUUsage").at("LCU-Hrs", "0.0110000000").text(),
        alb("AM7TGKSH4QQS9WMV", "SAE1-Outposts-LoadBalancerUsage")
            .with(&[("locationType", "AWS Outposts")])
            .at("Hrs", "0.5")
            .text(),
        lb("EVMJQS6G99GZAXM7", "SAE1-LCUUsage", "-Network").at("LCU-Hrs", "0.0082500000").text(),
        alb("RS4QVNVD9SFX6AZC", "SAE1-TS-LoadBalancerUsage").at("Hrs", "0.0076000000").text(),
        alb("6KCHDVN5PV9Y8NSH", "SAE1-ReservedLCUUsage").at("ReservedLCU-Hr", "0.0110000000").text(),
        lb("REA3Q343V6AS95CN", "SAE1-LCUUsage", "-Gateway").at("LCU-Hrs", "0.0055000000").text(),
        // Dearer than in the book that comes with the program.
        alb("4AJP3GA9ECKSCY5M", "SAE1-LoadBalancerUsage").at("Hrs", "0.0400000000").text(),
        lb("2A4AN5MBSHD5BAT7", "SAE1-LoadBalancerUsage", "-Gateway").at("Hrs", "0.0189000000").text(),
        lb("SJ7JZUWUJWFVHQX9", "SAE1-LoadBalancerUsage", "-Network").at("Hrs", "0.0340000000").text(),
        lb("7HYHS76VNNVFPQZJ", "SAE1-DataProcessing-Bytes", "").at("GB", "0.0110000000").text(),
    ]
}
