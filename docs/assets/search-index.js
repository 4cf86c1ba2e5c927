/**
 * The search index of one language, which hooks/dossier/site/search.py writes, and how queries are answered with it.
 *
 * The index has: pages, each as its kind, its weight, the number of words in the title of each passage and of each
 * other name (negative if many have that title), and the passages that these names are for; how many pages have a file
 * of their own, and how many each further file has; the kinds with their words; what the dialog says; pages to look in,
 * each with its kind; the letters that stand for others; the words to ignore; all other words with their stems and the
 * passages in which they stand; and usual endings, each with what a stem has in its place.
 *
 * A word fits exactly, by its stem, or by its beginning, and better in a title. A page counts by its best passage and
 * by how much of the query stands on it; a title that is just what was asked for comes first.
 */
const EXACT = 1, STEM = .75, BEGINNING = .45, BEGINNING_TOO = .12; // the last: of a word that is found otherwise too
const IN_TITLE = 2.2, ALL_IN_TITLE = .9, WHOLE_PART = 2.2, WHOLE_TITLE = 4; // how much more a title counts, or adds
const NOT = { fit: 0, title: 0 }; // how a word fits a passage in which it does not stand
const INHERITED = .8; // how much of a word in the title of a page counts for each of its passages
const MISSING = 1 / 3; // how much of a query may stand nowhere
const COVERED = .4; // how much of the rest a page must have
const SHORTEST = 3; // letters of a beginning
const MENDED = 9; // queries that are tried in place of one that finds nothing
const SHORT = 30; // characters of a passage that says too little by itself
const LENGTH = 220, BEFORE = 50; // characters shown of a passage, and of them before the first word that is marked
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"; // of the second half: more follow
const DATE = /\b\d{4}-\d\d?-\d\d?\b|\b\d\d?[./-]\d\d?[./-]\d{4}\b/g; // 2024-01-11, 11/1/2024
const PART = /[\p{L}\p{N}]+/gu, GROUPED = String.raw`\d{1,3}(?:[\s.,]\d{3})+(?![\p{L}\p{N}])`; // the latter: 4.388
const WORD = new RegExp(`(${GROUPED}|${PART.source})`, "gu"), NUMBER = /^\d+(?:[.,]\d{3})*$/;
const COMPOUND = new RegExp(String.raw`${GROUPED}|${PART.source}(?:[-\u2010-\u2013/.]${PART.source})*`, "gu");

/** The index of a language, read from the site. */
export const load = async (root, language) => new Index(await read(root, language), root, language);

/** What a file of the index holds; it fails where there is none, as a page that says so is not JSON. */
const read = async (root, name) => (await fetch(new URL(`search/${name}.json`, root))).json();

class Index {
  constructor(data, root, language) {
    Object.assign(this, data, { root, language, ignored: new Set(data.ignored.split(" ")), files: [] });
    this.key = (word) => keyOf(word, data.letters); // a word as the index compares it (page.js)
    const stands = data.places.split(" ");
    this.words = data.words.split(" ").map((spelt, number) => {
      const key = this.key(spelt), stem = data.stems[number]; // perhaps how many letters it has less
      return { key, spelt, stem: stem.at ? stem : key.slice(0, key.length - stem), places: places(stands[number]) };
    });
    this.known = new Map(this.words.map((word) => [word.key, word]));
    this.stems = new Set(this.words.map(({ stem }) => stem));
    this.size = 0; // how many passages there are
    this.pages = data.pages.map(([kind, weight, sizes, of]) => ({ kind, weight, passages: sizes.map((size, number) => {
      const place = of[number - sizes.length + of.length] ?? number; // of a name, that of what it names
      return { at: this.size++, number, place, size: Math.abs(size), rare: size > 0, top: Math.abs(sizes[0]) };
    }) }));
  }

  /** A query in which dates in numbers are in words. */
  spelled(query) {
    return query.normalize("NFC").replace(DATE, (found) => {
      const parts = found.split(/\D/), [year, month, day] = parts[0].length > 2 ? parts : parts.reverse();
      const date = new Date(year, month - 1, day);
      return date.getDate() === Number(day) ? date.toLocaleDateString(this.language, { dateStyle: "long" }) : found;
    });
  }

  /** The words that are looked for, each as typed and as a key. */
  terms(query) {
    const terms = (this.spelled(query).match(COMPOUND) ?? []).flatMap((compound) => {
      const whole = this.known.get(this.key(compound))?.spelt.match(PART);
      const parts = compound.match(PART).filter((part) => !this.ignored.has(this.key(part)) && /\p{N}|../u.test(part));
      const apart = whole?.length !== 1 && parts.every((part) => this.known.has(this.key(part)));
      return NUMBER.test(compound) || whole && !apart ? [compound] : parts;
    });
    return [...new Map(terms.map((typed) => [this.key(typed), typed]))].map(([key, typed]) => ({ key, typed }));
  }

  /** The stem of a word: that of the index, or the longest one to which a usual ending can be put. */
  stem(key) {
    const ends = this.endings.filter(([ending]) => key.endsWith(ending)); // those that take least come first
    const stems = ends.map(([ending, put]) => key.slice(0, key.length - ending.length) + put);
    return this.known.get(key)?.stem ?? stems.find((stem) => stem.length >= SHORTEST && this.stems.has(stem));
  }

  /** A term with the words of the index that it finds, and how well it fits each passage in which one stands. */
  found(term) {
    const { key } = term, fits = new Map(), stem = this.stem(key);
    const begun = key.length < SHORTEST || /^\d/.test(key) ? 0 : stem ? BEGINNING_TOO : BEGINNING;
    const fit = (word) => word.key === key ? EXACT : word.stem === stem ? STEM : word.key.startsWith(key) ? begun : 0;
    const words = this.words.filter(fit).map((word) => [word, fit(word)]);
    let sure = 0; // in how many passages it stands as it is, or inflected
    for (const [{ places }, how] of words.sort(([, one], [, other]) => other - one)) {
      places.forEach((title, passage) => {
        const fit = how * (title ? IN_TITLE : 1);
        if (fit > (fits.get(passage)?.fit ?? 0)) fits.set(passage, { fit, title: title && how >= STEM ? how : 0 });
      });
      if (how >= STEM) sure = fits.size;
    }
    const weight = Math.log(1 + this.size / Math.max(1, sure || fits.size));
    fits.forEach((one) => { one.fit *= weight; });
    return { ...term, fits, weight, words: words.map(([word]) => word.key) };
  }

  /** The pages that answer a query, the best first, each with its best passage; and what stands nowhere. */
  search(query) {
    const all = this.terms(query).map((term) => this.found(term));
    const terms = all.filter(({ fits }) => fits.size), missing = all.filter(({ fits }) => !fits.size);
    const answer = { missing, marks: new Set(terms.flatMap(({ words }) => words)), results: [] };
    const sum = (some) => some.reduce((total, { weight }) => total + weight, 0);
    if (sum(missing) > sum(all) * MISSING) return answer; // the rest would answer another question
    this.pages.forEach((page, number) => {
      const hits = page.passages.filter(({ at }) => terms.some(({ fits }) => fits.has(at)));
      if (!hits.length) return;
      const own = hits.map((passage) => ({ passage, fits: terms.map(({ fits }) => fits.get(passage.at) ?? NOT) }));
      const most = (some, of) => terms.map((_, term) => Math.max(0, ...some.map(({ fits }) => of(fits[term]))));
      const on = most(own, ({ fit }) => fit), there = terms.filter((_, term) => on[term]);
      const cover = (sum(there) / sum(terms) + there.length / terms.length) / 2;
      if (cover < COVERED) return;
      const head = most(own.filter(({ passage }) => !passage.place), ({ fit, title }) => title && fit);
      const scores = own.map(({ passage, fits }) => score(passage, fits, head, all.length));
      const best = scores.reduce((one, other) => other.score > one.score ? other : one);
      const total = best.score + on.reduce((total, fit) => total + fit, 0) / 2;
      answer.results.push({ ...best, page: number, score: page.weight * cover ** 2 * total });
    });
    answer.results.sort((one, other) => other.whole - one.whole || other.score - one.score || one.page - other.page);
    return answer;
  }

  /** Queries that find something, in which what stands nowhere is replaced by the nearest words, or left out. */
  nearest(query, missing) {
    const finds = (other) => this.search(other).results.length;
    const without = (some) => this.terms(query).filter(({ key }) => !some.some((word) => word.key === key))
      .map(({ typed }) => typed).join(" ");
    const near = missing.map((word) => ({ ...word, words: this.near(word.key) }));
    const lost = near.filter(({ words }) => !words.length);
    let mended = [lost.length ? without(lost) : this.spelled(query)];
    for (const { typed, words } of near.filter(({ words }) => words.length)) {
      mended = mended.flatMap((one) => words.map(({ spelt }) => one.replace(typed, () => spelt))).slice(0, MENDED);
    }
    return [...new Set([...mended.filter(finds).slice(0, 3), ...[without(missing)].filter(finds)])];
  }

  /** The words of the index that are nearest to one that stands nowhere; to a number, none. */
  near(key) {
    const far = new Map(NUMBER.test(key) ? [] : this.words.map((word) => [word, distance(key, word.key)]));
    const least = Math.min(...far.values(), key.length / 4), same = (word) => word.key[0] === key[0];
    return this.words.filter((word) => far.get(word) === least)
      .sort((one, other) => same(other) - same(one) || other.places.size - one.places.size).slice(0, 3);
  }

  /** What a list shows of a result: where it leads, the titles of page and part, the kind, and the text. */
  async passage({ page, place }, marks) {
    const further = Math.max(0, page - this.single), number = page - further + Math.floor(further / this.pack);
    const file = await (this.files[number] ??= read(this.root, `${this.language}-${number}`)
      .catch((error) => { this.files[number] = null; throw error; })); // so that the next search asks again
    const [address, passages] = file[further % this.pack], [, title, lead] = passages[0];
    const [fragment, part, own] = passages[place], href = new URL(address + (fragment && `#${fragment}`), this.root);
    const saying = passages.slice(place).find(([, , text]) => text)?.[2] ?? "";
    const more = place && saying.length < SHORT ? `${saying} · ${lead}` : saying; // not a bare label or date
    const text = this.excerpt(own === part ? lead : more, marks);
    return { href, title, part: fragment && part, kind: this.kinds[this.pages[page].kind], text };
  }

  /** The part of a text that has most of the words looked for: its pieces, and which of them are such words. */
  excerpt(text, marks) {
    const words = [...text.matchAll(WORD)].filter(([word]) => marks.has(this.key(word)));
    const near = ({ index }) => words.filter((word) => word.index >= index && word.index < index + LENGTH - BEFORE);
    const count = (word) => new Set(near(word).map(([word]) => this.key(word))).size;
    const [first = { 0: "", index: 0 }] = words.toSorted((one, other) => count(other) - count(one));
    const start = text.lastIndexOf(" ", first.index - BEFORE) + 1, last = text.lastIndexOf(" ", start + LENGTH);
    const end = start + LENGTH < text.length ? Math.max(last, first.index + first[0].length) : text.length;
    const shown = `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
    return shown.split(WORD).map((piece) => [piece, marks.has(this.key(piece))]);
  }
}

/** How well a passage answers a query of some terms, by how well each fits it and the title of its page. */
function score({ number, place, size, rare, top }, fits, head, terms) {
  const titles = fits.filter(({ title }) => title).length;
  const above = place ? head.filter((fit, term) => fit && !fits[term].fit).length : 0;
  const all = titles + above === terms ? terms / (size + (above && top)) : 0;
  const own = titles === size && rare ? titles / terms : 0; // the whole title is asked for
  const rise = own === 1 ? place ? WHOLE_PART : WHOLE_TITLE : 1 + ALL_IN_TITLE * Math.max(all, size > 1 ? own : 0);
  const whole = own === 1 && !number && fits.every(({ title }) => title === EXACT);
  const sum = fits.reduce((total, { fit }, term) => total + Math.max(fit, head[term] * INHERITED), 0);
  return { place, whole, score: rise * sum };
}

/** The passages in which a word stands, and whether in the title, read from the digits that say so. */
function places(text) {
  let passage = 0;
  return new Map(text.match(/[w-zA-Z_-]*[0-9a-v]/g).map((digits) => {
    const step = [...digits].reduce((sum, digit) => 32 * sum + DIGITS.indexOf(digit) % 32, 0);
    return [passage += step >> 1, step & 1];
  }));
}

/** How many letters must be added, taken, changed or swapped to make a word another; infinite if more than `most`. */
function distance(one, other, most = 2) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  if (!one || !other) return one.length + other.length;
  const rest = (ours, theirs, left = most - 1) => distance(one.slice(ours), other.slice(theirs), left);
  if (one[0] === other[0]) return rest(1, 1, most);
  const swapped = one[0] === other[1] && one[1] === other[0];
  return 1 + Math.min(rest(1, 1), rest(1, 0), rest(0, 1), swapped ? rest(2, 2) : Infinity);
}
