/** An example of the records that the register takes, with every field named. */
export const PROCESSOR_SAMPLE = `[[processor]]
name = "ООО «Пример-Колл»"
address = "170100, г. Тверь, ул. Лесная, д. 1"
inn = "6900000004"
country = "RU"
contract = { number = "12/2026", date = 2026-02-01, until = 2027-02-01 }
purposes = ["обработка обращений абонентов"]
data = ["фамилия, имя, отчество", "номер телефона"]

# Пункты ст. 6 ч. 3: met — есть, not_met — нет, unknown — неизвестно
[processor.checklist]
data_list = { state = "met", clause = "п. 2.1" }
actions_list = { state = "met", clause = "п. 2.2" }
purposes = { state = "met", clause = "п. 1.3" }
confidentiality = { state = "met", clause = "п. 4.1" }
localisation = { state = "unknown" }
art_18_1 = { state = "unknown" }
documents_on_request = { state = "unknown" }
security = { state = "met", clause = "п. 4.2" }
art_19_requirements = { state = "not_met" }
incident_notice = { state = "unknown" }
`;
