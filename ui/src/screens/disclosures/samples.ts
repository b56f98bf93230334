/** An example of the records that the register takes: one of a person, one of a group. */
export const DISCLOSURE_SAMPLE = `[[disclosure]]
date = 2026-03-02
recipient = "ООО «Пример-Колл»"
# processor — обработчик, independent_operator — оператор, state_body — госорган,
# court — суд, representative — представитель
kind = "processor"
ground = "договор № 12/2026"
purpose = "обработка обращений абонентов"
data = ["номер телефона"]
subject = { phone = "+79161234567" }
channel = "выгрузка по защищённому каналу"

[[disclosure]]
date = 2026-03-05
recipient = "ООО «Пример-Сообщения»"
kind = "processor"
ground = "договор № 7-С"
purpose = "доставка счетов"
data = ["фамилия, имя, отчество", "почтовый адрес"]
group = { what = "счета за февраль", count = 120 }
`;
