/* Packed names taken apart, and how far their words are from one another (`packed`, `distance`). For score.c.

   Packed names are not trusted: every length is checked before anything is read. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { FORMAT = 5, HEAD = 11, READINGS = 6, WORDS = 6, SOUNDS = 40, JOINED = 3 * SOUNDS }; /* the limits of `prepared`, or more */
enum { NAME = 0, INITIAL = 1, PATRONYMIC = 2, KINDS = 7, GENDERS = 3 }; /* the kinds that matter here, as in packed.KINDS */
enum { BIAS, MEAN, WORST, WORST_SQUARED, MISSING, MISSING_OPTIONAL, ORDER_FIXED, ORDER_FREE, GENDER, JOIN, PAIRS, WEIGHT, FEATURES };

typedef struct { /* in the order of scoring.CONSTANTS */
    double join_cost, missing_cost, initial_cost, initial_other, known_same, known_other, gender_cost, child;
    double unit, least_weight, hopeless, least_classes;
} Constants;

typedef struct {
    double weights[FEATURES];
    Constants at;
    int count; /* of sounds */
    const uint16_t *drop, *cost; /* count, count * count */
    const uint8_t *classes; /* 0 for a sound without one */
} Tables;

typedef struct { /* sounds in a row, and the consonant classes among them */
    const uint8_t *sounds, *classes;
    int size, class_count, weight;
} Run;

typedef struct { /* a whole word or its stem */
    Run run;
    const uint8_t *ids; /* four bytes each */
    int id_count;
    uint8_t classes[SOUNDS];
} Form;

typedef struct {
    Form whole, stem;
    int kind, gender, joined;
    double weight, missing, stem_cost;
} Word;

typedef struct { int count; Word words[WORDS]; } Reading;

typedef struct {
    const uint8_t *blob;
    ptrdiff_t size;
    int fixed, gender, free, count;
    Reading readings[READINGS];
} Name;

/* ---- reading a packed name ---- */

typedef struct { const uint8_t *at, *end; } Cursor;

static const uint8_t *take(Cursor *from, ptrdiff_t size) {
    const uint8_t *here = from->at;
    if (from->end - here < size) return NULL;
    from->at += size;
    return here;
}

static uint32_t little(const uint8_t *bytes, int size) {
    uint32_t value = 0;
    while (size--) value = value << 8 | bytes[size];
    return value;
}

/* Weighs a run and finds its classes; 0 if a sound is unknown. `run` has its sounds and size. */
static int weigh(const Tables *tables, Run *run, uint8_t *classes) {
    run->classes = classes;
    for (int at = 0; at < run->size; at++) {
        uint8_t code = run->sounds[at];
        if (code >= tables->count) return 0;
        run->weight += tables->drop[code];
        if (tables->classes[code]) classes[run->class_count++] = tables->classes[code];
    }
    return 1;
}

static int read_form(const Tables *tables, Cursor *from, Form *form) {
    const uint8_t *size = take(from, 1);
    if (!size || *size > SOUNDS) return 0;
    form->run = (Run){ take(from, *size), NULL, *size, 0, 0 };
    if (!form->run.sounds || !weigh(tables, &form->run, form->classes)) return 0;
    const uint8_t *ids = take(from, 1);
    if (!ids) return 0;
    form->id_count = *ids;
    return (form->ids = take(from, 4 * (ptrdiff_t)form->id_count)) != NULL;
}

static int read_word(const Tables *tables, Cursor *from, Word *word) {
    const uint8_t *head = take(from, 9);
    if (!head) return 0;
    word->kind = head[0] & 7;
    word->gender = head[0] >> 3 & 3;
    word->joined = head[0] >> 5 & 1;
    if (word->kind >= KINDS || word->gender >= GENDERS) return 0;
    word->weight = little(head + 1, 4) / tables->at.unit;
    word->missing = little(head + 5, 2) / tables->at.unit;
    word->stem_cost = little(head + 7, 2) / tables->at.unit;
    return read_form(tables, from, &word->whole) && read_form(tables, from, &word->stem);
}

static int read_name(const Tables *tables, const uint8_t *blob, ptrdiff_t size, Name *name) {
    Cursor from = { blob, blob + size };
    const uint8_t *head = take(&from, HEAD);
    if (!head || head[0] != FORMAT || head[2] > READINGS || (head[1] >> 1 & 3) >= GENDERS) return 0;
    name->blob = blob;
    name->size = size;
    name->fixed = head[1] & 1;
    name->gender = head[1] >> 1 & 3;
    name->free = head[1] >> 3 & 1;
    name->count = head[2];
    for (int at = 0; at < name->count; at++) {
        Reading *reading = &name->readings[at];
        const uint8_t *count = take(&from, 1);
        if (!count || *count < 1 || *count > WORDS) return 0;
        reading->count = *count;
        for (int w = 0; w < reading->count; w++)
            if (!read_word(tables, &from, &reading->words[w])) return 0;
    }
    return from.at == from.end;
}

/* ---- how far: `distance` ---- */

static int compare_bytes(const uint8_t *one, ptrdiff_t size, const uint8_t *other, ptrdiff_t other_size) {
    int order = memcmp(one, other, (size_t)(size < other_size ? size : other_size));
    return order ? order : (size > other_size) - (size < other_size);
}

/* Edits between two rows of classes, by bits (Myers 1999, Hyyrö 2003). The shorter one has at most 64 of them. */
static int count_edits(const uint8_t *one, int size, const uint8_t *other, int other_size) {
    if (size > other_size) return count_edits(other, other_size, one, size);
    if (!size || size > 64) return other_size;
    uint64_t seen[32] = {0}, plus = ~UINT64_C(0), minus = 0, last = UINT64_C(1) << (size - 1);
    int edits = size;
    for (int at = 0; at < size; at++) seen[one[at] & 31] |= UINT64_C(1) << at;
    for (int at = 0; at < other_size; at++) {
        uint64_t same = seen[other[at] & 31], zero = (((same & plus) + plus) ^ plus) | same | minus;
        uint64_t up = minus | ~(zero | plus), down = plus & zero;
        edits += ((up & last) != 0) - ((down & last) != 0);
        up = up << 1 | 1;
        plus = down << 1 | ~(zero | up);
        minus = up & zero;
    }
    return edits;
}

static int is_hopeless(const Tables *tables, const Run *one, const Run *other) {
    int longer = one->class_count > other->class_count ? one->class_count : other->class_count;
    if (longer < tables->at.least_classes) return 0;
    return count_edits(one->classes, one->class_count, other->classes, other->class_count) > tables->at.hopeless * longer;
}

/* The cost of turning `one` into each beginning of `other`; `step` -1 reads both from their ends. */
static void fill_row(const Tables *tables, const Run *one, const Run *other, int step, int32_t *row) {
    const uint8_t *mine = step > 0 ? one->sounds : one->sounds + one->size - 1;
    const uint8_t *first = step > 0 ? other->sounds : other->sounds + other->size - 1, *theirs = first;
    const uint16_t *drop = tables->drop;
    row[0] = 0;
    for (int at = 0; at < other->size; at++, theirs += step) row[at + 1] = row[at] + drop[*theirs];
    for (int i = 0; i < one->size; i++, mine += step) {
        const uint16_t *costs = tables->cost + (ptrdiff_t)*mine * tables->count;
        int32_t gone = drop[*mine], diagonal = row[0], left = row[0] = diagonal + gone;
        theirs = first;
        for (int at = 1; at <= other->size; at++, theirs += step) {
            int32_t best = diagonal + costs[*theirs], above = row[at] + gone, beside = left + drop[*theirs];
            diagonal = row[at];
            if (above < best) best = above;
            if (beside < best) best = beside;
            row[at] = left = best;
        }
    }
}

static double share(const Tables *tables, int32_t cost, int weight, int other_weight) {
    double mean = (weight + (double)other_weight) / 2, far;
    far = cost / (mean > tables->at.least_weight ? mean : tables->at.least_weight);
    return far < 1 ? far : 1;
}

static double distance(const Tables *tables, const Run *one, const Run *other) {
    int32_t row[JOINED + 1];
    int order = compare_bytes(one->sounds, one->size, other->sounds, other->size);
    if (!order) return one->size ? 0 : 1;
    if (order > 0) { const Run *turned = one; one = other; other = turned; }
    if (!one->size || !other->size || is_hopeless(tables, one, other)) return 1;
    fill_row(tables, one, other, 1, row);
    return share(tables, row[other->size], one->weight, other->weight);
}

static void split_distance(const Tables *tables, const Run *run, const Run *first, const Run *second, double far[2]) {
    int32_t heads[SOUNDS + 1], tails[SOUNDS + 1];
    double best = 3;
    int before = 0;
    far[0] = far[1] = 1;
    if (!run->size || !first->size || !second->size) return;
    fill_row(tables, first, run, 1, heads);
    fill_row(tables, second, run, -1, tails);
    for (int at = 0; at <= run->size; at++) {
        double one = share(tables, heads[at], first->weight, before);
        double other = share(tables, tails[run->size - at], second->weight, run->weight - before);
        double both = one + other;
        if (both < best || (both == best && (one < far[0] || (one == far[0] && other < far[1])))) {
            best = both;
            far[0] = one;
            far[1] = other;
        }
        if (at < run->size) before += tables->drop[run->sounds[at]];
    }
}
