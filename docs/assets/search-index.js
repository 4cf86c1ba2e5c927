/**
 * The search index of one language, which hooks/dossier/site/search.py writes, and how queries are answered with it.
 *
 * The index has: pages, each as its kind, its weight, the number of words in the title of each passage and of each other
 * name (negative if many have that title), and the passages that these names are for; how many pages have a file of their
 * own, and how many each further file has; the kinds with their words; what the dialog says; pages to look in, each with its
 * kind; the letters that stand for others; the words to ignore; all other words with their stems and the passages in which
 * they stand; and usual endings, each with what a stem has in its place.
 *
 * A word fits exactly, by its stem, or by its beginning, and better in a title. A page counts by its best passage and by
 * how much of the query stands on it; a title that is just what was asked for comes first.
 */
const EXACT = 1, STEM = .75, BEGINNING = .45, BEGINNING_TOO = .12; // the last: of a word that is found otherwise too
const IN_TITLE = 2.2, ALL_IN_TITLE = .9, WHOLE_PART = 2.2, WHOLE_TITLE = 4; // how much more a title counts, or adds
const INHERITED = .8; // how much of a word in the title of a page counts for each of its passages
const MISSING = 1 / 3; // how much of a query may stand nowhere
const COVERED = .4; // how much of the rest a page must have
const SHORTEST = 3; // letters of a beginning
const MENDED = 9; // queries that are tried in place of one that finds nothing
const SHORT = 30; // characters of a passage that says too little by itself
const LENGTH = 220, BEFORE = 50; // characters shown of a passage, and of them before the first word that is marked
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"; // after one of the second half, another follows
const DATE = /\b(\d{4})-(\d\d?)-(\d\d?)\b|\b(\d\d?)[./-](\d\d?)[./-](\d{4})\b/g; // 2024-01-11, 11/1/2024
const PART = /[\p{L}\p{N}]+/gu, GROUPED = String.raw`\d{1,3}(?:[\s.,]\d{3})+(?![\p{L}\p{N}])`; // the latter: 4.388, one word
const WORD = new RegExp(`(${GROUPED}|${PART.source})`, "gu"), NUMBER = /^\d+(?:[.,]\d{3})*$/;
const COMPOUND = new RegExp(String.raw`${GROUPED}|${PART.source}(?:[-\u2010-\u2013/.]${PART.source})*`, "gu");

/** The index of a language, read from the site. */
export const load = async (root, language) => new Index(await read(root, language), root, language);

/** What a file of the index holds; it fails where there is none, as a page that says so is not JSON. */
const read = async (root, name) => (await fetch(new URL(`search/${name}.json`, root))).json();

class Index {
  constructor(data, root, language) {
    Object.assign(this, data, { root, language, ignored: new Set(data.ignored.split(" ")), files: [] });
    this.spelt = data.words.split(" ");
    this.keys = this.spelt.map((word) => this.key(word));
    this.numbers = new Map(this.keys.map((key, number) => [key, number]));
    this.stemOf = data.stems.map((stem, number) => typeof stem === "string" ? stem : this.keys[number].slice(0, this.keys[number].length - stem));
    this.places = data.places.split(" ").map(places);
    this.stems = new Map(); // by stem: the numbers of the words that have it
    this.stemOf.forEach((stem, number) => this.stems.set(stem, [...this.stems.get(stem) ?? [], number]));
    this.titles = data.pages.flatMap(([, , titles]) => titles); // by passage: the words in its title
    this.owners = []; // by passage: its place in its page (of a name, that of what it names), the page's first passage
    this.passages = data.pages.map(([, , titles, owners]) => { // by page
      const first = this.owners.length, own = titles.length - owners.length;
      titles.forEach((_, place) => this.owners.push([place < own ? place : owners[place - own], first]));
      return titles.map((_, place) => first + place);
    });
    this.dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  }

  /** A word as the index compares it (page.js). */
  key(word) { return keyOf(word, this.letters); }

  /** A query in which dates in numbers are in words. */
  spelled(query) {
    return query.normalize("NFC").replace(DATE, (found, ...parts) => {
      const [year, month, day] = parts[0] ? parts : [parts[5], parts[4], parts[3]], date = new Date(Date.UTC(year, month - 1, day));
      return date.getUTCDate() === Number(day) ? this.dates.format(date) : found;
    });
  }

  /** The words that are looked for, each as typed and as a key. */
  terms(query) {
    const terms = (this.spelled(query).match(COMPOUND) ?? []).flatMap((compound) => {
      const whole = this.spelt[this.numbers.get(this.key(compound))];
      const parts = compound.match(PART).filter((part) => !this.ignored.has(this.key(part)) && /\p{N}|../u.test(part));
      const joined = NUMBER.test(compound) || whole && (whole.match(PART).length === 1 || !parts.every((part) => this.numbers.has(this.key(part))));
      return (joined ? [compound] : parts).map((typed) => ({ typed, key: this.key(typed) }));
    });
    return terms.filter(({ key }, at) => terms.findIndex((other) => other.key === key) === at);
  }

  /** The stem of a word: that of the index, or the longest one to which a usual ending can be put. */
  stem(key) {
    if (this.numbers.has(key)) return this.stemOf[this.numbers.get(key)];
    const ends = this.endings.filter(([ending]) => key.endsWith(ending)); // those that take least come first
    const stems = ends.map(([ending, put]) => key.slice(0, key.length - ending.length) + put);
    return stems.find((stem) => stem.length >= SHORTEST && this.stems.has(stem));
  }

  /** A term with the words of the index that it finds, and how well it fits each passage in which one of them stands. */
  found(term) {
    const { key } = term, words = new Map(), fits = new Map();
    for (const number of this.stems.get(this.stem(key)) ?? []) words.set(number, STEM);
    if (this.numbers.has(key)) words.set(this.numbers.get(key), EXACT);
    const beginning = words.size ? BEGINNING_TOO : BEGINNING;
    if (key.length >= SHORTEST && !/^\d/.test(key)) {
      this.keys.forEach((word, number) => { if (word.startsWith(key) && !words.has(number)) words.set(number, beginning); });
    }
    let sure = 0; // in how many passages it stands as it is, or inflected
    for (const [number, how] of [...words].sort(([, one], [, other]) => other - one)) {
      this.places[number].forEach((title, passage) => { // its title: 1 if the word stands in it, 2 if as it is
        const fit = how * (title ? IN_TITLE : 1), better = fit > (fits.get(passage)?.fit ?? 0);
        if (better) fits.set(passage, { fit, title: title && (how === EXACT ? 2 : how === STEM ? 1 : 0) });
      });
      if (how >= STEM) sure = fits.size;
    }
    const weight = Math.log(1 + this.titles.length / Math.max(1, sure || fits.size));
    fits.forEach((one) => { one.fit *= weight; });
    return { ...term, fits, weight, words: [...words.keys()].map((number) => this.keys[number]) };
  }

  /** The pages that answer a query, the best first, each with the place of its best passage; and what stands nowhere. */
  search(query) {
    const all = this.terms(query).map((term) => this.found(term));
    const terms = all.filter(({ fits }) => fits.size), missing = all.filter(({ fits }) => !fits.size);
    const sum = (some) => some.reduce((total, { weight }) => total + weight, 0);
    const answer = { missing, marks: new Set(terms.flatMap(({ words }) => words)), results: [] };
    if (sum(missing) > sum(all) * MISSING) return answer; // the rest would answer another question
    this.passages.forEach((own, page) => {
      const passages = own.filter((passage) => terms.some(({ fits }) => fits.has(passage)));
      const on = terms.map(({ fits }) => Math.max(0, ...passages.map((passage) => fits.get(passage)?.fit ?? 0)));
      const there = terms.filter((_, term) => on[term]), cover = (sum(there) / sum(terms) + there.length / terms.length) / 2;
      if (!passages.length || cover < COVERED) return;
      const heads = passages.filter((passage) => !this.owners[passage][0]);
      const head = terms.map(({ fits }) => Math.max(0, ...heads.map((passage) => fits.get(passage)).filter((fit) => fit?.title).map(({ fit }) => fit)));
      const scores = passages.map((passage) => this.score(passage, terms.map(({ fits }) => fits.get(passage)), head, all.length));
      const best = scores.reduce((one, other) => other.score > one.score ? other : one);
      const total = best.score + on.reduce((total, fit) => total + fit, 0) / 2;
      answer.results.push({ page, place: best.place, whole: best.whole, score: this.pages[page][1] * cover ** 2 * total });
    });
    answer.results.sort((one, other) => other.whole - one.whole || other.score - one.score || one.page - other.page);
    return answer;
  }

  /** How well a passage answers a query of some terms, by how well each fits it and the title of its page. */
  score(passage, fits, head, terms) {
    const [place, first] = this.owners[passage], size = Math.abs(this.titles[passage]);
    const titles = fits.filter((one) => one?.title).length, above = place ? head.filter((fit, term) => fit && !fits[term]).length : 0;
    const all = titles + above === terms ? terms / (size + (above && Math.abs(this.titles[first]))) : 0;
    const own = titles === size && this.titles[passage] > 0 ? titles / terms : 0; // the whole title is asked for
    const rise = own === 1 ? place ? WHOLE_PART : WHOLE_TITLE : 1 + ALL_IN_TITLE * Math.max(all, size > 1 ? own : 0);
    const whole = own === 1 && passage === first && fits.every(({ title }) => title > 1);
    return { place, whole, score: rise * fits.reduce((total, one, term) => total + Math.max(one?.fit ?? 0, head[term] * INHERITED), 0) };
  }

  /** Queries that find something, in which words that stand nowhere are replaced by the nearest of the index, or left out. */
  nearest(query, missing) {
    const near = missing.map((word) => {
      if (NUMBER.test(word.key)) return []; // no number is near another
      const far = this.keys.map((key) => distance(word.key, key)), least = Math.min(...far), same = (number) => this.keys[number][0] === word.key[0];
      const near = [...far.keys()].filter((number) => far[number] === least && least <= Math.min(2, word.key.length / 4));
      near.sort((one, other) => same(other) - same(one) || this.places[other].size - this.places[one].size);
      return near.slice(0, 3).map((number) => this.spelt[number]);
    });
    const without = (left) => this.terms(query).filter(({ key }) => !left.some((word) => word.key === key)).map(({ typed }) => typed).join(" ");
    const begun = near.every(({ length }) => length) ? this.spelled(query) : without(missing.filter((_, at) => !near[at].length));
    const mended = near.reduce((some, words, at) => !words.length ? some
      : some.flatMap((one) => words.map((word) => one.replace(missing[at].typed, () => word))).slice(0, MENDED), [begun]);
    const finding = mended.filter((other) => this.search(other).results.length).slice(0, 3), rest = without(missing);
    return [...new Set(this.search(rest).results.length ? [...finding, rest] : finding)];
  }

  /** What a list shows of a result: where it leads, the titles of page and part, the kind, and the text that answers. */
  async passage({ page, place }, marks) {
    const further = Math.max(0, page - this.single), number = page - further + Math.floor(further / this.pack);
    const file = await (this.files[number] ??= read(this.root, `${this.language}-${number}`)
      .catch((error) => { this.files[number] = null; throw error; })); // so that the next search asks again
    const [address, passages] = file[further % this.pack], [, title] = passages[0], [fragment, part] = passages[place];
    const [, name, own] = passages[place], [, , lead] = passages[0], saying = passages.slice(place).find(([, , text]) => text)?.[2] ?? "";
    const text = own === name ? lead : place && saying.length < SHORT ? `${saying} · ${lead}` : saying; // not a bare label or date
    const href = new URL(address + (fragment && `#${fragment}`), this.root);
    return { href, title, part: fragment && part, kind: this.kinds[this.pages[page][0]], text: this.excerpt(text, marks) };
  }

  /** The part of a text that has most of the words looked for: its pieces, and which of them are such words. */
  excerpt(text, marks) {
    const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, index, key: this.key(word) })).filter(({ key }) => marks.has(key));
    const near = ({ index }) => new Set(words.filter((other) => other.index >= index && other.index < index + LENGTH - BEFORE).map(({ key }) => key)).size;
    const first = words.reduce((best, word) => near(word) > near(best) ? word : best, words[0] ?? { index: 0, word: "" });
    let start = Math.max(0, first.index - BEFORE), end = start + LENGTH;
    if (start) start = Math.min(text.indexOf(" ", start) + 1, first.index);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), first.index + first.word.length);
    const shown = `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
    return shown.split(WORD).map((piece) => [piece, marks.has(this.key(piece))]);
  }
}

/** The passages in which a word stands, and whether in the title, read from the digits that say so. */
function places(text) {
  let passage = 0;
  return new Map(text.match(/[w-zA-Z_-]*[0-9a-v]/g).map((digits) => {
    const step = [...digits].reduce((sum, digit) => 32 * sum + DIGITS.indexOf(digit) % 32, 0);
    return [passage += step >> 1, step & 1];
  }));
}

/** How many letters must be added, taken, changed or swapped to make one word of another; infinite if more than `most`. */
function distance(one, other, most = 2) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  if (!one || !other) return one.length + other.length;
  const rest = (ours, theirs, left = most - 1) => distance(one.slice(ours), other.slice(theirs), left);
  if (one[0] === other[0]) return rest(1, 1, most);
  const swapped = one[0] === other[1] && one[1] === other[0];
  return 1 + Math.min(rest(1, 1), rest(1, 0), rest(0, 1), swapped ? rest(2, 2) : Infinity);
}
