/** How posters share the width of the card. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  GAP,
  columnsFor,
  posterWidth,
  spansOf,
} from "../../custom_components/trakt_upcoming/frontend/card/layout.js";

const DAYS = [4, 2, 3, 1, 21];
const WIDTHS = Array.from({ length: 2_000 }, (_, position) => 250 + position);

test("from a tablet on, posters fill the width", () => {
  for (const width of WIDTHS.filter((each) => each >= 448)) {
    const columns = columnsFor(width, DAYS);
    const filled = columns * posterWidth(width, columns) + (columns - 1) * GAP;
    assert.ok(Number.isInteger(columns));
    assert.ok(filled <= width && width - filled < 1, `${filled} of ${width}`);
  }
});

test("on a phone part of the next poster is seen", () => {
  for (const width of WIDTHS.filter((each) => each < 448)) {
    assert.equal(columnsFor(width, DAYS) % 1, 0.75);
  }
});

test("posters are never tiny, and never much wider than usual", () => {
  for (const width of WIDTHS.filter((each) => each >= 288)) {
    const poster = posterWidth(width, columnsFor(width, DAYS));
    assert.ok(poster >= 89 && poster <= 195, `${poster} of ${width}`);
  }
});

for (const [counts, columns] of [
  [[4, 2, 2, 3, 4], 4],
  [[5, 3, 2, 5], 5],
  [[1], 5],
  [[], 5],
]) {
  test(`days with ${counts} releases are put into ${columns} columns, because that leaves the least room`, () => {
    assert.equal(columnsFor(768, counts), columns);
  });
}

test("what comes below the first days changes nothing", () => {
  const first = [4, 2, 2, 3, 4, 1, 3];
  assert.equal(columnsFor(768, first), columnsFor(768, [...first, 5, 5, 5, 5, 5, 5, 5, 5]));
});

for (const [counts, columns, spans] of [
  [[], 6, []],
  [[2, 1, 3, 4], 6, [2, 1, 3, 4]],
  [[2, 5], 6, [2, 5]],
  [[2, 21, 3], 6, [2, 4, 3]],
  [[4, 21, 3], 6, [4, 6, 3]],
  [[21, 21], 6, [6, 6]],
  [[6, 1], 6, [6, 1]],
  [[1, 1, 2, 3], 2.75, [1, 1, 2, 2.75]],
]) {
  test(`days with ${counts} releases take ${spans} of ${columns} columns`, () => {
    assert.deepEqual(spansOf(counts, columns), spans);
  });
}
