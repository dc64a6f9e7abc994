import { conversationLicence } from './licences/conversations-2026-12.ts';
import { filmsLicence } from './licences/films-2026-12.ts';
import { publishedLicences } from './licences/published/index.ts';
import { defineTollgate } from './shared/domain/catalog/define.ts';

/** The catalogue of this deployment. It is the one file that an operator edits; a mistake fails at start and at synthesis. */
export default defineTollgate({
  name: 'Parley Data',
  supportEmail: 'support@example.com',
  operators: ['operator@example.com'],

  // Licence texts as you write them. `licences/published/` has the published versions: an edit needs a new version and `npm run licences -- publish`.
  licences: [conversationLicence, filmsLicence],
  publishedLicences,

  datasets: [
    {
      id: 'posts',
      title: { en: 'Brand conversations (synthetic)', ar: 'محادثات العلامات التجارية (بيانات اصطناعية)' },
      description: {
        en: 'Public posts that mention a brand: understand, track and measure conversations around yours.',
        ar: 'منشورات عامة تذكر علامة تجارية: افهم المحادثات حول علامتك وتابعها وقِسها.',
      },
      source: {
        en: 'Synthetic: made up by a seeded script for this demonstration. No post, author or opinion is real.',
        ar: 'بيانات اصطناعية أنشأها برنامج لهذا العرض. لا منشور ولا كاتب ولا رأي فيها حقيقي.',
      },
      synthetic: true,
      licence: 'conversations',
      fields: {
        postedAt: {
          type: 'timestamp',
          meaning: { en: 'When the post was published, in UTC.', ar: 'وقت نشر المنشور بتوقيت UTC.' },
          example: '2026-11-19T20:14:05.000Z',
        },
        brand: {
          type: 'string',
          meaning: { en: 'The brand that the post mentions.', ar: 'العلامة التجارية التي يذكرها المنشور.' },
          example: 'Havnora',
        },
        topic: {
          type: 'string',
          meaning: {
            en: 'The subject: price, service, quality, delivery or outage.',
            ar: 'الموضوع: السعر (price) أو الخدمة (service) أو الجودة (quality) أو التوصيل (delivery) أو العطل (outage).',
          },
          example: 'delivery',
        },
        author: {
          type: 'string',
          meaning: { en: 'The author’s name on the network.', ar: 'اسم الكاتب على الشبكة.' },
          example: 'amber_otter_412',
        },
        text: {
          type: 'string',
          meaning: { en: 'The words of the post, in its own language.', ar: 'نص المنشور بلغته الأصلية.' },
        },
        sentiment: {
          type: 'string',
          meaning: {
            en: 'The attitude towards the brand: positive, neutral or negative.',
            ar: 'الموقف من العلامة: إيجابي (positive) أو محايد (neutral) أو سلبي (negative).',
          },
          example: 'positive',
        },
        language: {
          type: 'string',
          meaning: { en: 'The language of the text, as an ISO 639-1 code.', ar: 'لغة النص برمز ISO 639-1.' },
          example: 'ar',
        },
        country: {
          type: 'string',
          meaning: {
            en: 'The country of the author, as an ISO 3166-1 alpha-2 code.',
            ar: 'بلد الكاتب برمز ISO 3166-1 alpha-2.',
          },
          example: 'SA',
        },
        likes: {
          type: 'integer',
          meaning: { en: 'How many people liked the post.', ar: 'عدد من أعجبهم المنشور.' },
          example: 12,
        },
        replies: {
          type: 'integer',
          meaning: { en: 'How many replies the post got.', ar: 'عدد الردود على المنشور.' },
          example: 3,
        },
      },
      timeField: 'postedAt',
      textFields: ['text'],
      sampleRecords: 50,
    },
    {
      id: 'films',
      title: { en: 'Films', ar: 'الأفلام' },
      description: {
        en: 'Box office, budget and ratings of 3,201 films.',
        ar: 'إيرادات 3,201 فيلم وميزانياتها وتقييماتها.',
      },
      source: {
        en: 'The movies table of the npm package vega-datasets.',
        ar: 'جدول الأفلام في حزمة npm المسماة vega-datasets.',
      },
      synthetic: false,
      licence: 'films',
      fields: {
        title: {
          type: 'string',
          meaning: { en: 'The title under which the film was released.', ar: 'العنوان الذي عُرض به الفيلم.' },
          example: 'Pulp Fiction',
        },
        releasedAt: {
          type: 'date',
          meaning: { en: 'The day of the release in the United States.', ar: 'يوم العرض في الولايات المتحدة.' },
          example: '1994-10-14',
        },
        distributor: {
          type: 'string',
          meaning: { en: 'The company that distributed the film.', ar: 'الشركة التي وزّعت الفيلم.' },
          example: 'Miramax',
        },
        director: {
          type: 'string',
          meaning: { en: 'The director’s name.', ar: 'اسم المخرج.' },
          example: 'Quentin Tarantino',
        },
        genre: {
          type: 'string',
          meaning: { en: 'The main genre, in English.', ar: 'النوع الرئيسي بالإنجليزية.' },
          example: 'Thriller/Suspense',
        },
        creativeType: {
          type: 'string',
          meaning: { en: 'The kind of story, in English.', ar: 'طبيعة القصة بالإنجليزية.' },
          example: 'Contemporary Fiction',
        },
        mpaaRating: {
          type: 'string',
          meaning: {
            en: 'The age rating of the Motion Picture Association.',
            ar: 'التصنيف العمري لجمعية الأفلام الأمريكية (MPAA).',
          },
          example: 'R',
        },
        runningTimeMinutes: {
          type: 'integer',
          meaning: { en: 'The running time, in minutes.', ar: 'مدة الفيلم بالدقائق.' },
          example: 154,
        },
        productionBudgetUsd: {
          type: 'integer',
          meaning: { en: 'The cost of production, in US dollars.', ar: 'تكلفة الإنتاج بالدولار الأمريكي.' },
          example: 8_000_000,
        },
        usGrossUsd: {
          type: 'integer',
          meaning: {
            en: 'Ticket sales in the United States, in US dollars.',
            ar: 'إيرادات التذاكر في الولايات المتحدة بالدولار الأمريكي.',
          },
          example: 107_928_762,
        },
        worldwideGrossUsd: {
          type: 'integer',
          meaning: { en: 'Ticket sales worldwide, in US dollars.', ar: 'إيرادات التذاكر في العالم بالدولار الأمريكي.' },
          example: 212_928_762,
        },
        rottenTomatoesRating: {
          type: 'integer',
          meaning: {
            en: 'The share of positive reviews at Rotten Tomatoes, in percent.',
            ar: 'نسبة المراجعات الإيجابية في Rotten Tomatoes بالمئة.',
          },
          example: 94,
        },
        imdbRating: {
          type: 'number',
          meaning: { en: 'The average rating at IMDb, from 1 to 10.', ar: 'متوسط التقييم في IMDb من 1 إلى 10.' },
          example: 8.9,
        },
        imdbVotes: {
          type: 'integer',
          meaning: { en: 'How many people rated the film at IMDb.', ar: 'عدد من قيّموا الفيلم في IMDb.' },
          example: 417_703,
        },
      },
      timeField: 'releasedAt',
      textFields: ['title'],
      sampleRecords: 50,
    },
  ],

  // Examples for HTTP APIs of your own. Locally a sample answers as the first one; deployed, calls of it get 502 until you set baseUrl.
  upstreams: [
    {
      id: 'trends',
      title: { en: 'Brand trends (synthetic)', ar: 'اتجاهات العلامات التجارية (بيانات اصطناعية)' },
      description: {
        en: 'Mentions of a brand by day: GET /gateway/trends/mentions/{brand}?days=7, a record a day.',
        ar: 'عدد مرات ذكر العلامة التجارية يوميًا: \u2066GET /gateway/trends/mentions/{brand}?days=7\u2069، سجل لكل يوم.',
      },
      licence: 'conversations',
      baseUrl: 'https://trends.example.com/v1',
      testBaseUrl: 'https://trends.example.com/sandbox',
      secretHeader: 'x-api-key',
      timeoutMs: 5_000,
      cost: { jsonPath: '$.items.length' },
      maxUnits: 1_000,
      routes: [
        { path: '/brands', cost: { per: 'request' }, maxUnits: 1 },
        { path: '/summary/{brand}', cost: { header: 'x-units' }, maxUnits: 100 },
        { path: '/slow', timeoutMs: 500 },
      ],
    },
    {
      id: 'reach',
      title: { en: 'Reach estimates (synthetic)', ar: 'تقديرات الوصول (بيانات اصطناعية)' },
      description: {
        en: 'Served by a server of its own, which has each call metered: POST /v1/verify, or the authorizer.',
        ar: 'يقدّمها خادم مستقل يحتسب كل طلب عبر \u2066POST /v1/verify\u2069 أو عبر أداة التخويل.',
      },
      licence: 'conversations',
      timeoutMs: 5_000,
      cost: { per: 'request' },
      maxUnits: 5,
      routes: [{ path: '/estimates/{brand}', cost: { per: 'request', units: 5 } }],
      guards: ['yourapi000'],
    },
  ],

  plans: [
    {
      id: 'free',
      name: { en: 'Free', ar: 'الباقة المجانية' },
      description: {
        en: 'Test keys on sample records, to build against before you buy.',
        ar: 'مفاتيح اختبار على عيّنة من السجلات، لتبني عليها قبل الشراء.',
      },
      availability: 'free',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [],
    },
    {
      id: 'basic',
      name: { en: 'Basic', ar: 'الباقة الأساسية' },
      description: {
        en: '10,000 records a month, then it stops.',
        ar: '10,000 سجل شهريًا، ثم تتوقف الطلبات.',
      },
      availability: 'public',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [{ lookupKey: 'basic_monthly', interval: 'month', amountMinor: 100_00, currency: 'usd' }],
      allowance: { amount: 10_000, unit: 'record' },
      rateLimits: [{ requests: 50, windowSeconds: 1 }],
    },
    {
      id: 'pro',
      name: { en: 'Pro', ar: 'الباقة الاحترافية' },
      description: {
        en: '1,000,000 records a month. Extra usage is billed.',
        ar: '1,000,000 سجل شهريًا. نضيف الاستهلاك الإضافي إلى الفاتورة.',
      },
      availability: 'public',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [{ lookupKey: 'pro_monthly', interval: 'month', amountMinor: 5_000_00, currency: 'usd' }],
      allowance: { amount: 1_000_000, unit: 'record' },
      overage: { units: 1_000, amountMinor: 5_00 },
      rateLimits: [{ requests: 200, windowSeconds: 1 }],
    },
    {
      id: 'pay_per_use',
      name: { en: 'Pay-per-use', ar: 'الدفع حسب الاستخدام' },
      description: {
        en: 'Prepaid records at two cents each: they never expire, and a record read again on the same day is charged once.',
        ar: 'سجلات مسبقة الدفع بسنتين لكل سجل: لا تنتهي صلاحيتها، والسجل الذي تقرؤه مرة أخرى في اليوم نفسه يُحسب مرة واحدة.',
      },
      availability: 'public',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [],
      credit: { units: 1_000, amountMinor: 20_00, currency: 'usd' },
      deduplicate: 'day',
      rateLimits: [{ requests: 100, windowSeconds: 1 }],
    },
    {
      id: 'enterprise',
      name: { en: 'Enterprise', ar: 'باقة المؤسسات' },
      description: {
        en: 'Your volume, your terms, a private price.',
        ar: 'حجم استهلاكك وشروطك وسعر خاص بك.',
      },
      availability: 'contact',
      datasets: ['posts', 'films'],
      upstreams: ['trends', 'reach'],
      prices: [],
      rateLimits: [{ requests: 500, windowSeconds: 1 }],
    },
  ],

  badges: [
    {
      id: 'verified',
      name: { en: 'Verified', ar: 'موثّق' },
      description: {
        en: 'A badge beside your name: we reviewed your profile, and it still matches.',
        ar: 'شارة بجانب اسمك: راجعنا ملفك، وما زال مطابقًا.',
      },
      kind: 'person',
      prices: [
        { lookupKey: 'verified_monthly', interval: 'month', amountMinor: 8_00, currency: 'usd' },
        { lookupKey: 'verified_yearly', interval: 'year', amountMinor: 84_00, currency: 'usd' },
      ],
    },
    {
      id: 'verified_organization',
      name: { en: 'Verified Organization', ar: 'مؤسسة موثّقة' },
      description: {
        en: 'The badge for an organization and its affiliates.',
        ar: 'شارة للمؤسسة وللمنتسبين إليها.',
      },
      kind: 'organization',
      alsoFor: ['government'],
      prices: [
        { lookupKey: 'verified_organization_monthly', interval: 'month', amountMinor: 1_000_00, currency: 'usd' },
        {
          lookupKey: 'verified_affiliate_monthly',
          interval: 'month',
          amountMinor: 50_00,
          currency: 'usd',
          per: 'affiliate',
        },
      ],
    },
  ],
  coupons: [
    {
      id: 'launch',
      name: { en: 'Launch offer', ar: 'عرض الإطلاق' },
      percentOff: 25,
      duration: 'repeating',
      months: 3,
      codes: [{ code: 'LAUNCH25', firstTimeOnly: true }],
    },
  ],
  // For test keys, and for plans without limits of their own. They apply to all keys of an account together, in each instance that serves them.
  settings: { rateLimits: [{ requests: 20, windowSeconds: 1 }], maxInFlight: 50 },
});
