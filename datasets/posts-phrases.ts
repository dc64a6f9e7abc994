/** The tone of a made-up post. */
export type Sentiment = 'positive' | 'neutral' | 'negative';
/** The subject of a made-up post. */
export type Topic = 'price' | 'service' | 'quality' | 'delivery' | 'outage';
/** The language of a made-up post (ISO 639-1). */
export type Language = 'en' | 'es' | 'fr' | 'de' | 'ar';

type Choices = readonly [string, ...string[]];
/** The parts of a post: an opening by sentiment, then a clause by topic and sentiment. `{b}` is the brand. */
export type Phrases = {
  readonly openings: Readonly<Record<Sentiment, Choices>>;
  readonly clauses: Readonly<Record<Topic, Readonly<Record<Sentiment, Choices>>>>;
};

const clauses = (
  positive: Readonly<Record<Topic, Choices>>,
  neutral: Readonly<Record<Topic, Choices>>,
  negative: Readonly<Record<Topic, Choices>>,
): Phrases['clauses'] => {
  const of = (topic: Topic) => ({ positive: positive[topic], neutral: neutral[topic], negative: negative[topic] });
  return {
    price: of('price'),
    service: of('service'),
    quality: of('quality'),
    delivery: of('delivery'),
    outage: of('outage'),
  };
};

/** The phrases that made-up posts are composed of, by language. */
export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    openings: {
      positive: [
        'Really impressed with {b}:',
        'Credit where it is due, {b}:',
        'Third month with {b} and still happy:',
        'Well done {b},',
      ],
      neutral: ['Question about {b}:', 'Anyone else using {b}?', 'Noticed today with {b}:', 'For those comparing {b}:'],
      negative: ['So disappointed in {b}:', 'Come on {b},', 'Thinking of leaving {b}:', 'Not good enough, {b}:'],
    },
    clauses: clauses(
      {
        price: ['the new plan costs less than the old one did.', 'fair price and no surprises on the bill.'],
        service: ['support answered in four minutes.', 'a real person called me back and fixed it.'],
        quality: ['two years of daily use and not a scratch.', 'better made than anything I had before.'],
        delivery: ['ordered at noon, here by breakfast.', 'the parcel came a day early.'],
        outage: ['back up already, and they said openly what went wrong.', 'the status page was honest all along.'],
      },
      {
        price: ['is the yearly price with or without tax?', 'the price list changed this week.'],
        service: ['what are the opening hours of support?', 'chat has moved into the app.'],
        quality: ['is the new model any different from the last?', 'the box now lists the materials.'],
        delivery: ['do they deliver on Saturdays?', 'tracking says it left the depot.'],
        outage: ['is it down, or is it only me?', 'maintenance is announced for tonight.'],
      },
      {
        price: ['the price went up again and nobody told us.', 'charged twice and still waiting for the refund.'],
        service: ['forty minutes on hold, then the line dropped.', 'five mails and not one answer.'],
        quality: ['broke in the first week.', 'the second replacement has the same fault.'],
        delivery: ['two weeks late and no word why.', 'marked as delivered, but nothing is here.'],
        outage: ['down all morning and not a word from you.', 'nobody here can log in, third hour now.'],
      },
    ),
  },
  es: {
    openings: {
      positive: ['Muy contenta con {b}:', 'Hay que decirlo, {b}:', 'Bien hecho, {b}:'],
      neutral: ['Una pregunta sobre {b}:', '¿Alguien más usa {b}?', 'Visto hoy en {b}:'],
      negative: ['Qué decepción, {b}:', 'Así no, {b}:', 'Pensando en dejar {b}:'],
    },
    clauses: clauses(
      {
        price: ['precio justo y sin sorpresas en la factura.'],
        service: ['me atendieron en cuatro minutos.'],
        quality: ['dos años de uso diario y como nuevo.'],
        delivery: ['el paquete llegó un día antes.'],
        outage: ['ya funciona y explicaron lo que pasó.'],
      },
      {
        price: ['¿el precio anual incluye impuestos?'],
        service: ['¿cuál es el horario de atención?'],
        quality: ['¿cambia algo el modelo nuevo?'],
        delivery: ['¿entregan los sábados?'],
        outage: ['¿está caído o soy solo yo?'],
      },
      {
        price: ['otra subida de precio sin avisar.'],
        service: ['cuarenta minutos de espera y se cortó.'],
        quality: ['se rompió la primera semana.'],
        delivery: ['dos semanas de retraso y nadie responde.'],
        outage: ['toda la mañana sin servicio y ni una palabra.'],
      },
    ),
  },
  fr: {
    openings: {
      positive: ['Très satisfaite de {b} :', 'Bravo {b},', 'Il faut le dire, {b} :'],
      neutral: ['Une question sur {b} :', 'Vu aujourd’hui chez {b} :'],
      negative: ['Quelle déception, {b} :', 'Franchement {b},', 'Je pense quitter {b} :'],
    },
    clauses: clauses(
      {
        price: ['un prix juste et aucune surprise sur la facture.'],
        service: ['une réponse en quatre minutes.'],
        quality: ['deux ans d’usage quotidien, comme neuf.'],
        delivery: ['le colis est arrivé un jour plus tôt.'],
        outage: ['déjà rétabli, et tout a été expliqué.'],
      },
      {
        price: ['le prix annuel est-il hors taxes ?'],
        service: ['quels sont les horaires de l’assistance ?'],
        quality: ['le nouveau modèle est-il différent ?'],
        delivery: ['livrent-ils le samedi ?'],
        outage: ['est-ce en panne, ou seulement chez moi ?'],
      },
      {
        price: ['encore une hausse de prix sans prévenir.'],
        service: ['quarante minutes d’attente, puis plus rien.'],
        quality: ['cassé dès la première semaine.'],
        delivery: ['deux semaines de retard et aucune nouvelle.'],
        outage: ['en panne depuis ce matin, sans un mot.'],
      },
    ),
  },
  de: {
    openings: {
      positive: ['Sehr zufrieden mit {b}:', 'Ehre, wem Ehre gebührt, {b}:'],
      neutral: ['Frage zu {b}:', 'Heute bei {b} gesehen:'],
      negative: ['So enttäuscht von {b}:', 'Ernsthaft, {b}?'],
    },
    clauses: clauses(
      {
        price: ['fairer Preis, keine Überraschung auf der Rechnung.'],
        service: ['Antwort nach vier Minuten.'],
        quality: ['zwei Jahre täglich benutzt, kein Kratzer.'],
        delivery: ['das Paket kam einen Tag früher.'],
        outage: ['läuft wieder, und der Grund wurde offen genannt.'],
      },
      {
        price: ['ist der Jahrespreis mit oder ohne Steuer?'],
        service: ['wann ist der Kundendienst erreichbar?'],
        quality: ['ist das neue Modell anders als das alte?'],
        delivery: ['wird auch samstags geliefert?'],
        outage: ['Störung, oder nur bei mir?'],
      },
      {
        price: ['schon wieder teurer, ohne ein Wort.'],
        service: ['vierzig Minuten Warteschleife, dann aufgelegt.'],
        quality: ['in der ersten Woche kaputt.'],
        delivery: ['zwei Wochen zu spät, keine Nachricht.'],
        outage: ['seit heute früh geht nichts, und niemand sagt etwas.'],
      },
    ),
  },
  ar: {
    openings: {
      positive: ['تجربة ممتازة مع {b}:', 'شكرًا {b}،', 'يستحق الثناء {b}:'],
      neutral: ['سؤال عن {b}:', 'لاحظت اليوم عند {b}:'],
      negative: ['خيبة أمل كبيرة من {b}:', 'غير مقبول يا {b}،'],
    },
    clauses: clauses(
      {
        price: ['السعر عادل ولا مفاجآت في الفاتورة.'],
        service: ['رد الدعم خلال أربع دقائق.'],
        quality: ['سنتان من الاستخدام اليومي وما زال كالجديد.'],
        delivery: ['وصلت الشحنة قبل موعدها بيوم.'],
        outage: ['عادت الخدمة وشرحوا السبب بصراحة.'],
      },
      {
        price: ['هل السعر السنوي شامل الضريبة؟'],
        service: ['ما هي أوقات عمل الدعم؟'],
        quality: ['هل يختلف الطراز الجديد عن السابق؟'],
        delivery: ['هل يوجد توصيل يوم السبت؟'],
        outage: ['هل الخدمة متوقفة أم عندي فقط؟'],
      },
      {
        price: ['ارتفع السعر مرة أخرى دون إشعار.'],
        service: ['أربعون دقيقة انتظار ثم انقطع الخط.'],
        quality: ['تعطل في الأسبوع الأول.'],
        delivery: ['تأخير أسبوعين ولا أحد يرد.'],
        outage: ['الخدمة متوقفة منذ الصباح ولا كلمة واحدة.'],
      },
    ),
  },
};
