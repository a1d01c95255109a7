export const WHO = 'I am the offline stand-in on this machine: plain rules, not an AI model.';

/** Why nothing was found, when words were looked for. */
export const LITERAL = `${WHO} I look for the words themselves, not for what they mean.`;

export const CAN_DO = [
  'I can answer questions about the product catalog:',
  '- search by category, words, price, stock and features ("waterproof sports gear under $80 in stock")',
  '- details of one product by its name or id ("tell me about P012")',
  '- whether products are in stock',
  '- the cheapest or most expensive, and comparing two products ("compare P001 and P002")',
  '- follow-ups ("which of those are in stock?", "and under $50?", "tell me about the second one")',
].join('\n');

export const NOT_UNDERSTOOD = `I did not understand that. ${WHO}\n${CAN_DO}`;

interface Talk {
  readonly pattern: RegExp;
  readonly answer: string;
}

const NAME = '(?:there|everyone|all|again|assistant|bot|friend)';

/** The whole question is one of these. */
const TALKS: readonly Talk[] = [
  {
    pattern: new RegExp(
      `^(?:hi+|hello|hey|howdy|greetings|good (?:morning|afternoon|evening|day)|yo|hiya)(?: ${NAME})?(?:[,!. ]+how are you(?: doing)?(?: today)?)?[!.? ]*$`,
      'iu',
    ),
    answer: `Hello! ${WHO} Ask me about the products in the catalog, for example "Show me electronics under $100".`,
  },
  {
    pattern:
      /^(?:ok(?:ay)?,? |great,? |perfect,? )?(?:thanks?(?: you)?|thank you|cheers|thx|ty|much appreciated)(?: (?:so|very) much| a lot| for (?:your|the) help)?[!. ]*$/iu,
    answer: 'You are welcome. Ask me about another product whenever you like.',
  },
  {
    pattern:
      /^(?:bye|goodbye|see you(?: later)?|good night|that(?:'s| is| will be) all|no,? thanks?(?: you)?)[!. ]*$/iu,
    answer: 'Goodbye. The catalog and I stay here.',
  },
  {
    pattern:
      /^(?:ok(?:ay)?|yes|no|sure|cool|nice|great|perfect|good|wow|got it|alright|fine|hm+)[!. ]*$/iu,
    answer: 'Good. What would you like to know about the products?',
  },
  {
    pattern: /^how are you(?: doing)?(?: today)?[?!. ]*$/iu,
    answer: `${WHO} There is nothing that could go well or badly for me, but I can look up products for you.`,
  },
  {
    pattern:
      /^(?:help|help me|what (?:else )?can you do(?: for me)?|what (?:are you able|do you know how) to do|what can i ask(?: you)?|how (?:do|can) (?:i use (?:this|you)|you help(?: me)?)|how does this work|can you help(?: me)?|what do you do|what is this)[?!. ]*$/iu,
    answer: `${WHO}\n${CAN_DO}`,
  },
  {
    pattern:
      /^(?:(?:and |so )?who are you|what are you|are you (?:an? )?(?:ai|robot|bot|human|real|person|real person|model|chatbot|llm|nova|amazon nova)|what(?: kind of)? (?:model|ai|llm) (?:is this|are you|do you use)|which (?:model|ai|llm) (?:is this|are you|do you use)|who made you|what(?:'s| is) your name)[?!. ]*$/iu,
    answer: `${WHO} I stand where a model on Amazon Bedrock answers in the cloud.\n${CAN_DO}`,
  },
];

interface Topic {
  readonly pattern: RegExp;
  readonly about: string;
}

/** What shoppers ask and no tool of a catalog can answer. */
const OUT_OF_DEPTH: readonly Topic[] = [
  {
    about: 'the weather',
    pattern:
      /\b(?:weather|forecast)(?: (?:today|tomorrow|now|like|in|for|this)\b|[?.! ]*$)|\bis it (?:raining|sunny|snowing)\b/iu,
  },
  {
    about: 'poems, songs, stories or jokes',
    pattern:
      /\b(?:write|compose|sing|tell|make up|recite)\b.*\b(?:poem|song|story|joke|haiku|essay|rap|limerick)s?\b/iu,
  },
  {
    about: 'orders, carts or payments',
    pattern:
      /\b(?:place|cancel|track|change|make) (?:an?|my|the|this) order\b|\bmy (?:orders?|cart|basket|account)\b|\border (?:status|history|number)\b|^(?:please )?(?:i(?:'d like| would like| want) to )?(?:order|purchase|buy|reserve)\b(?=.*\b(?:p\d+|it|this|that|them|those|these|first|second|third|last|one)\b)|\b(?:can|could) i (?:order|pay)\b|\b(?:add|put)\b.*\b(?:cart|basket)\b|\bcheck ?out\b|\bpay (?:with|by|for it|now)\b|\bpayments?\b|\bcredit cards?\b|\binvoices?\b/iu,
  },
  {
    about: 'shipping or delivery',
    pattern: /\b(?:shipping|deliver(?:y|ed|s|ies)?|postage)\b|\bship (?:to|it|this|them)\b/iu,
  },
  {
    about: 'returns, refunds or warranties',
    pattern:
      /\b(?:returns|refunds?|warrant(?:y|ies)|guarantees?)\b|\breturn (?:policy|it|this|them|an?)\b|\bexchange (?:it|this|an?)\b/iu,
  },
  {
    about: 'discounts or offers',
    pattern:
      /\b(?:discounts?|discounted|coupons?|vouchers?|promo(?:tion)?s?(?: codes?)?|on sale|deals?|bargains?|special offers?|black friday|half price)\b/iu,
  },
  {
    about: 'opening hours, places or contacts',
    pattern:
      /\b(?:opening hours|open (?:today|now|on)|your (?:address|phone|email)|nearest (?:store|shop)|customer (?:service|support)|speak (?:to|with) (?:a|an|someone))\b/iu,
  },
  { about: 'translations', pattern: /\btranslate\b|\bhow do you say\b/iu },
  {
    about: 'the world outside the catalog',
    pattern:
      /\b(?:the news|headlines|capital (?:city )?of|president of|prime minister|world cup|stock market|stock price|bitcoin|population of|meaning of life|who won|who is the)\b/iu,
  },
  {
    about: 'the date or the time',
    pattern: /\bwhat(?:'s| is)? ?(?:the )?(?:time|day|date)(?: is it|(?: is)? today)?[?. ]*$/iu,
  },
  {
    about: 'arithmetic',
    pattern:
      /(?:\bwhat(?:'s| is)|\bcalculate|\bcompute)\s+\d+\s*(?:[-+*/x^]|plus|minus|times|divided by)\s*\d+/iu,
  },
  {
    about: 'programming',
    pattern:
      /\b(?:write|debug|fix|explain)\b.*\b(?:code|script|program|function|sql|python|javascript)\b/iu,
  },
  {
    about: 'my own instructions',
    pattern:
      /\b(?:ignore|forget|disregard|reveal|print|repeat)\b.*\b(?:instructions?|prompts?|rules)\b|\bsystem prompt\b/iu,
  },
  {
    about: 'prices in other currencies (the catalog is in US dollars)',
    pattern:
      /[€£¥₹]\s?\d|\d\s?[€£¥₹]|\b\d+(?:\.\d+)?\s?(?:euros?|eur|pounds|gbp|yen|rupees|francs)\b|\bin (?:euros?|pounds|yen)\b/iu,
  },
  {
    about: 'how long products take to come back or have been there',
    pattern:
      /\b(?:when (?:will|does|do|is|are)\b.*\b(?:back|restocked|available|in stock)|restock(?:ed|ing)?|how many (?:are|do you have) left)\b/iu,
  },
];

/** The answer to talk that needs no catalog; undefined when the question is about products. */
export function smallTalk(text: string): string | undefined {
  const talk = TALKS.find(({ pattern }) => pattern.test(text));
  if (talk) return talk.answer;
  const topic = OUT_OF_DEPTH.find(({ pattern }) => pattern.test(text));
  return topic && beyondMe(topic.about);
}

export function beyondMe(about: string): string {
  return `I can't help with ${about}. ${WHO}\n${CAN_DO}`;
}
