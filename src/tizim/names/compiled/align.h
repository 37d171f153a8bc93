/* Which word of one name belongs to which word of the other: `align` again. For score.c; needs packed.h. */

typedef struct { int left, left_size, right, right_size; double distance; } Pair; /* sizes 0: nothing */
typedef struct { double cost; int count; Pair pairs[WORDS]; } Alignment;

static int share_an_id(const Form *one, const Form *other) {
    for (int i = 0; i < one->id_count; i++)
        for (int j = 0; j < other->id_count; j++)
            if (!memcmp(one->ids + 4 * i, other->ids + 4 * j, 4)) return 1;
    return 0;
}

static double least(double one, double other) { return other < one ? other : one; }

static double compare_forms(const Tables *tables, const Form *one, const Form *other) {
    double far = distance(tables, &one->run, &other->run);
    if (!one->id_count || !other->id_count) return far;
    return share_an_id(one, other) ? least(far, tables->at.known_same) : least(1, far + tables->at.known_other);
}

static double compare_words(const Tables *tables, const Word *one, const Word *other) {
    const Run *left = &one->whole.run, *right = &other->whole.run;
    if (one->kind == INITIAL || other->kind == INITIAL) {
        int same = left->size == right->size;
        if (left->size && right->size) /* within INITIAL_NEAR of one another */
            same = tables->cost[left->sounds[0] * tables->count + right->sounds[0]] <= 0.26 * tables->at.unit;
        return same ? tables->at.initial_cost : tables->at.initial_other;
    }
    double best = compare_forms(tables, &one->whole, &other->whole);
    int here = one->stem.run.size > 0, there = other->stem.run.size > 0;
    int two_names = one->whole.id_count && other->whole.id_count && !share_an_id(&one->whole, &other->whole);
    if (here && there && !two_names) {
        double penalty = 2 * (one->stem_cost + other->stem_cost - 2 * tables->at.gender_cost);
        penalty = (penalty > 0 ? penalty : 0) + (one->gender == other->gender ? 0 : tables->at.gender_cost);
        best = least(best, compare_forms(tables, &one->stem, &other->stem) + penalty);
    }
    if (here) best = least(best, compare_forms(tables, &one->stem, &other->whole) + one->stem_cost);
    if (there) best = least(best, compare_forms(tables, &one->whole, &other->stem) + other->stem_cost);
    return best;
}

static double lost(const Tables *tables, const Word *word) { return word->missing * tables->at.missing_cost; }

/* The distance of one word to neighbours run together. */
static double compare_joined(const Tables *tables, const Word *word, const Word *first, int size) {
    uint8_t sounds[JOINED], classes[JOINED];
    Run run = { sounds, classes, 0, 0, 0 };
    for (; size--; first++) {
        const Run *part = &first->whole.run;
        memcpy(sounds + run.size, part->sounds, (size_t)part->size);
        memcpy(classes + run.class_count, part->classes, (size_t)part->class_count);
        run.size += part->size;
        run.class_count += part->class_count;
        run.weight += part->weight;
    }
    return distance(tables, &word->whole.run, &run) + tables->at.join_cost;
}

static void keep(Alignment *best, double cost, Pair one, Pair other) {
    if (best->count && cost >= best->cost) return;
    best->cost = cost;
    best->count = other.left_size ? 2 : 1;
    best->pairs[0] = one;
    best->pairs[1] = other;
}

static const Pair NOTHING;

static void align_two(const Tables *tables, const Word *left, const Word *right, Alignment *best) {
    double far[2][2], missing = least(left[0].missing, left[1].missing) + least(right[0].missing, right[1].missing);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) far[i][j] = compare_words(tables, &left[i], &right[j]);
    keep(best, far[0][0] + far[1][1], (Pair){0, 1, 0, 1, far[0][0]}, (Pair){1, 1, 1, 1, far[1][1]});
    keep(best, far[0][1] + far[1][0], (Pair){0, 1, 1, 1, far[0][1]}, (Pair){1, 1, 0, 1, far[1][0]});
    if (best->cost <= tables->at.missing_cost * missing) return;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            keep(best, far[i][j] + (left[1 - i].missing + right[1 - j].missing) * tables->at.missing_cost, (Pair){i, 1, j, 1, far[i][j]}, NOTHING);
}

static void align_cuts(const Tables *tables, const Word *run, const Word *words, int count, Alignment *best) {
    double all = 0, far[2];
    for (int j = 0; j < count; j++) all += lost(tables, &words[j]);
    for (int j = 0; j < count; j++) {
        far[0] = compare_words(tables, run, &words[j]);
        keep(best, far[0] + all - lost(tables, &words[j]), (Pair){0, 1, j, 1, far[0]}, NOTHING);
    }
    for (int j = 0; j < count; j++)
        for (int k = 0; k < count; k++) {
            if (j == k) continue;
            split_distance(tables, &run->whole.run, &words[j].whole.run, &words[k].whole.run, far);
            keep(best, far[0] + far[1] + all - lost(tables, &words[j]) - lost(tables, &words[k]), (Pair){0, 1, j, 1, far[0]}, (Pair){0, 1, k, 1, far[1]});
        }
    for (int j = 0; j + 2 < count; j++) {
        double gone = lost(tables, &words[j]) + lost(tables, &words[j + 1]) + lost(tables, &words[j + 2]);
        far[0] = least(1, compare_joined(tables, run, &words[j], 3));
        keep(best, 3 * far[0] + all - gone, (Pair){0, 1, j, 3, far[0]}, NOTHING);
    }
}

typedef struct {
    const Tables *tables;
    const Reading *left, *right;
    double cost[WORDS + 1][1 << WORDS], single[WORDS][WORDS], here[WORDS][WORDS][4], there[WORDS][WORDS][4];
    Pair choice[WORDS + 1][1 << WORDS];
} Search; /* a cost below 0 is not known yet */

static double find_best(Search *search, int at, int used);

static void try_step(Search *search, double cost, Pair pair, int used, double *best, int at) {
    int times = pair.left_size > pair.right_size ? pair.left_size : pair.right_size;
    double sum = cost * times + find_best(search, pair.left + pair.left_size, used | ((1 << pair.right_size) - 1) << pair.right);
    if (*best >= 0 && sum >= *best) return;
    *best = sum;
    pair.distance = least(1, cost);
    search->choice[at][used] = pair;
}

static void try_joins(Search *search, int at, int j, int used, double *best) {
    const Reading *left = search->left, *right = search->right;
    for (int size = 2; size <= 3; size++) {
        int span = ((1 << size) - 1) << j;
        if (j + size <= right->count && !(used & span)) {
            double *far = &search->there[at][j][size];
            if (*far < 0) *far = compare_joined(search->tables, &left->words[at], &right->words[j], size);
            try_step(search, *far, (Pair){at, 1, j, size, 0}, used, best, at);
        }
        if (at + size <= left->count) {
            double *far = &search->here[at][j][size];
            if (*far < 0) *far = compare_joined(search->tables, &right->words[j], &left->words[at], size);
            try_step(search, *far, (Pair){at, size, j, 1, 0}, used, best, at);
        }
    }
}

static double find_best(Search *search, int at, int used) {
    const Reading *left = search->left, *right = search->right;
    double best = search->cost[at][used], missing = 0;
    if (best >= 0) return best;
    if (at == left->count) {
        for (int j = 0; j < right->count; j++)
            if (!(used >> j & 1)) missing += right->words[j].missing;
        return search->cost[at][used] = missing * search->tables->at.missing_cost;
    }
    for (int j = 0; j < right->count; j++) {
        if (used >> j & 1) continue;
        double *far = &search->single[at][j];
        if (*far < 0) *far = compare_words(search->tables, &left->words[at], &right->words[j]);
        try_step(search, *far, (Pair){at, 1, j, 1, 0}, used, &best, at);
        if (left->count != right->count) try_joins(search, at, j, used, &best);
    }
    missing = find_best(search, at + 1, used) + lost(search->tables, &left->words[at]);
    if (best < 0 || missing < best) {
        best = missing;
        search->choice[at][used] = (Pair){at, 1, 0, 0, 0};
    }
    return search->cost[at][used] = best;
}

static void align_any(const Tables *tables, const Reading *left, const Reading *right, Alignment *best) {
    Search search; /* filled by hand: only a small part of it is used */
    search.tables = tables;
    search.left = left;
    search.right = right;
    for (int at = 0; at <= left->count; at++)
        for (int used = 0; used < 1 << right->count; used++) search.cost[at][used] = -1;
    for (int i = 0; i < left->count; i++)
        for (int j = 0; j < right->count; j++) {
            search.single[i][j] = -1;
            for (int size = 2; size <= 3; size++) search.here[i][j][size] = search.there[i][j][size] = -1;
        }
    best->cost = find_best(&search, 0, 0);
    for (int at = 0, used = 0; at < left->count;) {
        Pair pair = search.choice[at][used];
        if (pair.right_size) best->pairs[best->count++] = pair;
        used |= ((1 << pair.right_size) - 1) << pair.right;
        at += pair.left_size;
    }
}

static void align(const Tables *tables, const Reading *left, const Reading *right, Alignment *best) {
    best->count = 0;
    if (left->count == 1 && left->words[0].joined && right->count > 1) {
        align_cuts(tables, left->words, right->words, right->count, best);
    } else if (right->count == 1 && right->words[0].joined && left->count > 1) {
        align_cuts(tables, right->words, left->words, left->count, best);
        for (int at = 0; at < best->count; at++) {
            Pair *pair = &best->pairs[at], turned = { pair->right, pair->right_size, pair->left, pair->left_size, pair->distance };
            *pair = turned;
        }
    } else if (left->count == 2 && right->count == 2) {
        align_two(tables, left->words, right->words, best);
    } else {
        align_any(tables, left, right, best);
    }
}
