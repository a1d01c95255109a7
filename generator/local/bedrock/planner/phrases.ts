import { ORDINAL, SMALL_NUMBER } from './numbers.ts';
import type { PriceEnd } from './question.ts';

/** Where a feature or an exclusion ends: the next clause, a gap or the end. */
const END =
  '(?=\\s+(?:in|for|from|that|which|you|do|i|is|are|please|under|over|but)\\b|\\s*[;¦?!]|[.](?:\\s|$)|\\s*$)';

export const OUT_OF_STOCK =
  /\b(?:out[ -]of[ -]stock|sold[ -]out|not (?:currently |yet )?(?:in[ -]stock|available)|(?:is|are)n't (?:currently )?(?:in[ -]stock|available)|unavailable|no longer (?:in stock|available))\b/iu;

export const IN_STOCK =
  /\b(?:(?:currently |still |actually )?(?:in[ -]stock|on hand|available)(?: (?:right )?now| today)?|ready to (?:ship|buy|go)|have left)\b/iu;

/** "Hide what is sold out" wants the rest. */
export const WITHOUT_SOLD_OUT =
  /\b(?:remove|hide|drop|exclude|excluding|leave out|skip|without|not|no)\b[^.;?!]*\b(?:out[ -]of[ -]stock|sold[ -]out|unavailable)\b/iu;

/** "Can I buy it now" is about stock; "buy" alone is any shopper's word. */
export const BUY_NOW = /\b(?:buy|get|purchase)\b(?=.*\b(?:right now|now|today|immediately)\b)/iu;

export const ID = /\b(p\d{1,6})\b/iu;

/** The whole catalog is meant, though no word for a product says so. */
export const ANY = /\b(?:do you (?:have|sell)|can i (?:buy|get)|any|all)\b/iu;

/** A name, letter by letter. */
export const QUOTED = /"([^"]{2,80})"/u;

export const COMPARE =
  /\b(?:compare|comparison (?:of|between)|differences? between|difference is there between)\b/iu;
export const COMPARE_CHOICE =
  /\bwhich (?:one |of them )?(?:is|are|costs?) (?:the )?(?:cheaper|less|more expensive|more|better|best)\b(?=.*\bor\b)/iu;
export const VERSUS = /\s(?:vs\.?|versus|compared (?:to|with))\s/iu;
export const THAN_BETWEEN = /\b(?:cheaper|more expensive|better|pricier|less expensive) than\b/iu;

export const SIMILAR =
  /\b(?:(?:some|any|other|more)?(?:thing|things|products?|items?|ones?)? ?(?:similar|comparable)(?: to)?|alternatives?(?: (?:to|for))?|(?:anything|something|products?|items?|more|others?|ones?) like)\b/iu;

export const MORE =
  /^(?:(?:and |ok,? |please )?(?:show|give|list|see)(?: me)? )?(?:(?:some |any )?more(?: (?:results|products|items|ones|please|of (?:them|those|these|it)))*|the rest(?: of (?:them|those))?|(?:anything|what|something) else(?: (?:do you have|is there))?|(?:the )?next(?: (?:page|ones?|results?|\d+))?|continue|go on|keep going)[ ,]*(?:please)?[ ?.!]*$/iu;

export const CATEGORIES =
  /\b(?:categor(?:y|ies)|departments?|(?:kinds?|types?|sorts?) of (?:products?|things?|items?|stuff|goods)|what (?:do|can) you (?:sell|offer|carry))\b/iu;

export const COUNT_ONLY = /\bhow many\b/iu;

/** What follows is the thing that is asked about. */
export const DETAILS = new RegExp(
  [
    '\\b(?:(?:tell|give|show) (?:me|us)|know|learn|hear|read|asking)(?: (?:some|something|a bit|a little|all|everything|more|info|information|details))* about\\b',
    '\\b(?:more|all|everything) about\\b',
    '\\b(?:details?|info(?:rmation)?|specs?|specifications?|description) (?:of|on|for|about)\\b',
    '\\bdescribe\\b',
    "\\bwhat(?: are| is|'s) the (?:features?|specs?|specifications?|details?|price|cost) (?:of|for)\\b",
    '\\bwhat features? (?:do|does)\\b',
    '\\bhow much (?:is|are|does|do|for|would)\\b',
    '\\bwhat (?:do|does)\\b(?=.*\\bcosts?\\b)',
    '\\b(?:price|cost|features) of\\b',
    "\\bi(?:'d like| would like|'ll take| want) (?=the\\b)",
  ].join('|'),
  'iu',
);

/** Asks for details when a name follows, and for a search when features do. */
export const WHAT_IS = /\bwhat(?: is|'s)\b/iu;

/** "Is the desk lamp in stock?" is about one product; "is there a desk lamp in stock?" is a search. */
export const IS_IT =
  /^(?:[Aa]nd |[Ss]o |[Bb]ut )?(?:[Ii]s|[Aa]re|IS|ARE) (?!(?:there|it|they|any|some|a|an|you|all|these|those|this|that|one|anything|something)\b)(?=(?:the |your )|["\p{Lu}])/u;

/** "Does the desk lamp have USB?": the name, then the feature. */
export const DOES_IT_HAVE =
  /^(?:and |so |but )?(?:do|does) (?!(?:you|we|they|i|it)\b)([^;¦]*?) (?:have|support|come with|offer|include|feature)s? (.+?)[?.! ]*$/iu;

const HAVE = '(?:have|has|having|support|supports|comes? with|offers?|includes?)';
/** After a gap where an id or a pronoun stood: "does ¦ have Bluetooth", "which of those support USB-C". */
const GAP_HAS = `¦\\s+(?:that |which )?(?:also )?${HAVE}`;
/** "Which laptops have USB-C", but not "what do you have". */
const WHICH_HAS = `(?<=(?:\\b(?:which|what|any)\\b|¦)[^;¦?!]{1,40}(?<!\\b(?:you|we|i|to|do|does|store|shop)))\\s+${HAVE}`;
export const FEATURES = new RegExp(
  `(?:\\b(?:with|featuring|having|(?:that|which) (?:has|have|supports?|includes?|comes? with))|${GAP_HAS}|${WHICH_HAS})\\s+(?!you\\b|me\\b|us\\b)([^;¦?!]+?)${END}`,
  'iu',
);

/** Lower case only: "Bread Without Hurry" is a title. */
export const WITHOUT = new RegExp(
  `\\b(?:without|except(?: for)?|excluding|but (?:not|no)|other than|apart from|not including|that (?:are|is|do|does|have|has) ?n[o']t(?: have| include)?|(?:is|are|do|does)n't(?: have| include)?)\\s+(?!¦)([^;¦?!]+?)${END}`,
  'u',
);

/** Properties that shoppers put before the noun. They rarely stand in a product's name. */
export const ADJECTIVE =
  /\b(?:water-? ?proof|(?:water|spill|splash|scratch|shock)[- ]resistant|(?:splash|weather|wind|sweat|shock|dust|oven)-?proof|noise[- ]cancell?ing|rechargeable|foldable|collapsible|breathable|insulated|(?:machine[- ])?washable|dishwasher[- ]safe|oven[- ]safe|non-?slip|non-?stick|reflective|lightweight|cordless|dimmable|adjustable|touch-?screen|(?:solar|battery)[- ]powered|hands[- ]free|quick[- ]dry(?:ing)?|fast[- ]charging|recycled|organic|vegan|biodegradable|eco-?friendly|illustrated|hardcover|paperback|cushioned|programmable|backlit)\b/iu;

const RANK = `(?:(${ORDINAL}|next)[- ])?`;
const COUNT = `(?:(?:top )?(${SMALL_NUMBER}) )?`;
const LOWEST =
  'cheapest|least expensive|lowest[- ]price[ds]?|most affordable|lowest[- ]cost|least pricey';
const HIGHEST = 'most expensive|priciest|dearest|highest[- ]price[ds]?|costliest|most costly';

export interface PickPhrase {
  /** Groups: rank, count before, count after. */
  readonly pattern: RegExp;
  readonly end: PriceEnd;
}

export const PICKS: readonly PickPhrase[] = [
  { pattern: pickPattern(LOWEST), end: 'lowest' },
  { pattern: pickPattern(HIGHEST), end: 'highest' },
];

export interface OrderPhrase {
  readonly pattern: RegExp;
  readonly end: PriceEnd;
  readonly note?: string;
}

/** Said in so many words. */
export const ORDERS: readonly OrderPhrase[] = [
  {
    pattern:
      /\b(?:(?:most expensive|priciest|highest(?: price)?|dearest)(?: ones?)? first|high to low|descending)\b/iu,
    end: 'highest',
  },
  {
    pattern:
      /\b(?:(?:cheapest|lowest(?: price)?|least expensive)(?: ones?)? first|low to high|ascending|(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?)(?: them| those)? by price)\b/iu,
    end: 'lowest',
  },
];

/** Leaves the judgement to rules that have none. */
export const VAGUE_ORDERS: readonly OrderPhrase[] = [
  {
    pattern: /\b(?:cheap|inexpensive|affordable|low[- ]cost|budget(?= \p{L}))\b/iu,
    end: 'lowest',
    note: 'What counts as cheap is yours to judge; I sort by price, lowest first.',
  },
  {
    pattern: /\b(?:expensive|pricey|high[- ]end)\b/iu,
    end: 'highest',
    note: 'What counts as expensive is yours to judge; I sort by price, highest first.',
  },
];

/** Bare comparatives: about the products of the last answer, or about what lies beyond them. */
export const RELATIVES: readonly { readonly pattern: RegExp; readonly end: PriceEnd }[] = [
  { pattern: /\b(?:cheaper|less expensive|more affordable)\b(?! than)/iu, end: 'lowest' },
  { pattern: /\b(?:more expensive|pricier|dearer)\b(?! than)/iu, end: 'highest' },
];

export const POSITION = new RegExp(
  `(?:^(${ORDINAL})(?=[ ?.!]*$)|\\b(?:the|and|or)\\s+(?:the )?(${ORDINAL})\\b(?!\\s+(?:aid|hand|edition|class|grade|person)\\b)(?:\\s+(${SMALL_NUMBER})\\b)?|\\b(${ORDINAL})\\s+(?=(?:one|ones|product|item|result|option|${SMALL_NUMBER})\\b)(?:(${SMALL_NUMBER})\\b)?)(?:\\s*(?:ones?|products?|items?|results?|options?)\\b)?`,
  'iu',
);
export const NUMBERED = /(?:\b(?:number|no\.|item|product|option|result)\s+|#)(\d{1,2})\b/iu;

export const LIMIT = new RegExp(
  `\\b(?:(?:show|find|give|list|get|see|name)(?: me)?(?: the)?(?: top)?|top)\\s+(${SMALL_NUMBER})\\b(?![- ]?(?:person|pack|piece|inch|player|in|kg|port|way)\\b)`,
  'iu',
);

export const BACK =
  /\b(?:(?:which|any|some|all|one|ones|none|each|both|how many|what|are any)(?: ones)? of (?:those|these|them|the above)|of (?:those|these|them)|those|these|the ones|which ones|both)\b(?:\s+\p{L}{2,}[^siu\P{L}]s\b)?/iu;
export const THEY = /\b(?:they|them|their|are any|which one|which)\b/iu;
export const IT =
  /\b(?:it|its|(?:this|that) (?:one|product|item)|(?<=^(?:is|does|and|about|what about|tell me (?:more )?about) )(?:this|that))\b/iu;

export const CONTINUES =
  /^(?:and|but|or|only|just|what about|how about|what if|filter|narrow|limit|restrict|remove|hide|drop|exclude)\b/iu;

/** Orders to a list; "filter" elsewhere may be a product. */
export const COMMAND =
  /^(?:please )?(?:filter|narrow|limit|restrict|remove|hide|drop|exclude)(?: (?:it|them|those|these|this|the list))?(?: down)?(?: (?:by|to|for|on|only))?\b/iu;

function pickPattern(words: string): RegExp {
  return new RegExp(
    `\\b(?:the )?${RANK}${COUNT}(?:${words})(?: ones?)?(?: (${SMALL_NUMBER})\\b)?`,
    'iu',
  );
}
