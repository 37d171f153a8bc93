/* How probable it is that two packed names write the same name: `comparison` and `align` again, compiled.

   The Python modules are the reference: whoever changes them changes this, and a test holds both equal. Tables and
   weights come from Python with every call (`scoring`), so nothing is kept here between calls. The work that a pair
   can cause is bounded by WORDS and SOUNDS, whatever its bytes. Lists are scored without the interpreter lock. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>

#include "packed.h"
#include "align.h"

/* ---- comparison.py ---- */

static int genders_of(const Name *name, const Reading *reading) {
    int found = 0;
    if (name->gender) return 1 << name->gender;
    for (int at = 0; at < reading->count; at++)
        if (reading->words[at].gender) found |= 1 << reading->words[at].gender;
    return found;
}

/* Whether two names proper stand in another order on the other side. */
static int is_turned(const Reading *left, const Reading *right, const Alignment *found) {
    const Pair *pairs[WORDS];
    int count = 0, one_run = 0;
    for (int at = 0; at < found->count; at++) {
        const Pair *pair = &found->pairs[at];
        if (left->words[pair->left].kind == NAME && right->words[pair->right].kind == NAME) pairs[count++] = pair;
    }
    for (int at = 1; at < count; at++) /* only a run is in two pairs, and then there are only two */
        if (pairs[at]->right == pairs[at - 1]->right) one_run = 1;
    for (int at = 1; at < count; at++)
        if (one_run ? pairs[at]->left < pairs[at - 1]->left : pairs[at]->right < pairs[at - 1]->right) return 1;
    return 0;
}

/* Whether a name stands beside the father's name of a person whose own name has no partner (bits `lost`). */
static int is_child(const Reading *left, const Reading *right, const Alignment *found, int lost_left, int lost_right) {
    for (int at = 0; at < found->count; at++) {
        int i = found->pairs[at].left, j = found->pairs[at].right, here = left->words[i].kind, there = right->words[j].kind;
        if (here == PATRONYMIC && there == NAME && i && lost_left >> (i - 1) & 1) return 1;
        if (there == PATRONYMIC && here == NAME && j && lost_right >> (j - 1) & 1) return 1;
    }
    return 0;
}

static double sum_features(const Tables *tables, const Name *one, const Name *other, const Reading *left, const Reading *right) {
    Alignment found;
    double values[FEATURES] = { 1, 1, 1, 1, 1 }, mass = 0, total = 0, worst = 0, score = 0;
    int lost_left = (1 << left->count) - 1, lost_right = (1 << right->count) - 1;
    align(tables, left, right, &found);
    for (int at = 0; at < found.count; at++) {
        const Pair *pair = &found.pairs[at];
        double weight = 0;
        for (int i = pair->left; i < pair->left + pair->left_size; i++) weight += left->words[i].weight, lost_left &= ~(1 << i);
        for (int j = pair->right; j < pair->right + pair->right_size; j++) weight += right->words[j].weight, lost_right &= ~(1 << j);
        mass += weight;
        total += weight * pair->distance;
        if (pair->distance > worst) worst = pair->distance;
        if (pair->left_size + pair->right_size > 2) values[JOIN] = 1;
    }
    if (found.count) {
        int turned = !one->free && !other->free && is_turned(left, right, &found), fixed = one->fixed && other->fixed;
        int genders = genders_of(one, left), other_genders = genders_of(other, right);
        values[MEAN] = mass > 0 ? total / mass : 1;
        values[WORST] = worst;
        values[WORST_SQUARED] = worst * worst;
        values[MISSING] = is_child(left, right, &found, lost_left, lost_right) ? tables->at.child : 0;
        for (int i = 0; i < left->count + right->count; i++) {
            int on_left = i < left->count, at = on_left ? i : i - left->count;
            double cost = (on_left ? left : right)->words[at].missing;
            if ((on_left ? lost_left : lost_right) >> at & 1) values[cost < 1 ? MISSING_OPTIONAL : MISSING] += cost < 1 ? cost : 1;
        }
        values[ORDER_FIXED] = turned && fixed;
        values[ORDER_FREE] = turned && !fixed;
        values[GENDER] = genders && other_genders && !(genders & other_genders);
        values[PAIRS] = found.count < 3 ? found.count : 3;
        values[WEIGHT] = log1p(mass / 2);
    }
    for (int at = 0; at < FEATURES; at++) score += tables->weights[at] * values[at];
    return score;
}

/* 0..1; the same whichever of the two comes first. */
static double score_names(const Tables *tables, const Name *one, const Name *other) {
    double best = -HUGE_VAL;
    int order = compare_bytes(one->blob, one->size, other->blob, other->size);
    if (!one->count || !other->count) return 0;
    if (!order) return 1;
    if (order > 0) { const Name *turned = one; one = other; other = turned; }
    for (int i = 0; i < one->count; i++)
        for (int j = 0; j < other->count; j++) {
            double score = sum_features(tables, one, other, &one->readings[i], &other->readings[j]);
            if (score > best) best = score;
        }
    return 1 / (1 + exp(-(best < -30 ? -30 : best > 30 ? 30 : best)));
}

/* ---- what Python calls ---- */

static int broken(const char *what) {
    PyErr_SetString(PyExc_ValueError, what);
    return 0;
}

/* Tables as `scoring.tables` writes them: doubles (count of sounds, weights, constants), drop, cost, classes. */
static int read_tables(PyObject *bytes, Tables *tables) {
    char *data;
    Py_ssize_t size;
    double count;
    size_t fixed = sizeof count + sizeof tables->weights + sizeof tables->at;
    if (PyBytes_AsStringAndSize(bytes, &data, &size)) return 0;
    if ((size_t)size < fixed) return broken("the tables are too short");
    memcpy(&count, data, sizeof count);
    if (!(count >= 1 && count <= 256)) return broken("the tables are broken");
    tables->count = (int)count;
    if ((size_t)size != fixed + (size_t)tables->count * (2 * (size_t)tables->count + 3)) return broken("the tables are broken");
    memcpy(tables->weights, data + sizeof count, sizeof tables->weights);
    memcpy(&tables->at, data + sizeof count + sizeof tables->weights, sizeof tables->at);
    tables->drop = (const uint16_t *)(data + fixed);
    tables->cost = tables->drop + tables->count;
    tables->classes = (const uint8_t *)(tables->cost + tables->count * tables->count);
    return 1;
}

static int read_bytes(const Tables *tables, PyObject *packed, Name *name) {
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(packed, &data, &size)) return 0;
    return read_name(tables, (const uint8_t *)data, size, name) ? 1 : broken("not a packed name of this version");
}

/* score(tables, one, other) -> float */
static PyObject *score(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    Tables tables;
    Name one, other;
    if (count != 3) return PyErr_Format(PyExc_TypeError, "score takes tables, one, other");
    if (!read_tables(given[0], &tables) || !read_bytes(&tables, given[1], &one) || !read_bytes(&tables, given[2], &other)) return NULL;
    return PyFloat_FromDouble(score_names(&tables, &one, &other));
}

/* Scores the names of `ones` (a single one for all, or one for each) against `others`, both tuples of bytes. */
static PyObject *score_tuples(const Tables *tables, PyObject *single, PyObject *ones, PyObject *others) {
    Py_ssize_t count = PyTuple_Size(others), at, bad = -1;
    double *scores = PyMem_Malloc((size_t)(count + 1) * sizeof *scores);
    const char **data = PyMem_Malloc((size_t)(2 * count + 1) * sizeof *data);
    Py_ssize_t *sizes = PyMem_Malloc((size_t)(2 * count + 1) * sizeof *sizes);
    PyObject *list = NULL;
    Name one, other;
    if (!scores || !data || !sizes) { PyErr_NoMemory(); goto done; }
    for (at = 0; at < count; at++) {
        PyObject *left = single ? single : PyTuple_GetItem(ones, at);
        if (PyBytes_AsStringAndSize(left, (char **)&data[2 * at], &sizes[2 * at])) goto done;
        if (PyBytes_AsStringAndSize(PyTuple_GetItem(others, at), (char **)&data[2 * at + 1], &sizes[2 * at + 1])) goto done;
    }
    Py_BEGIN_ALLOW_THREADS
    for (at = 0; at < count && bad < 0; at++) {
        const uint8_t *left = (const uint8_t *)data[2 * at], *right = (const uint8_t *)data[2 * at + 1];
        int known = single && at; /* a single name is taken apart once */
        if ((!known && !read_name(tables, left, sizes[2 * at], &one)) || !read_name(tables, right, sizes[2 * at + 1], &other)) bad = at;
        else scores[at] = score_names(tables, &one, &other);
    }
    Py_END_ALLOW_THREADS
    if (bad >= 0) { PyErr_Format(PyExc_ValueError, "pair %zd: not a packed name of this version", bad); goto done; }
    list = PyList_New(count);
    for (at = 0; list && at < count; at++) {
        PyObject *value = PyFloat_FromDouble(scores[at]);
        if (!value) Py_CLEAR(list);
        else PyList_SetItem(list, at, value);
    }
done:
    PyMem_Free(scores);
    PyMem_Free(data);
    PyMem_Free(sizes);
    return list;
}

/* score_many(tables, one, others) -> list; score_pairs(tables, ones, others) -> list */
static PyObject *score_many(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    Tables tables;
    if (count != 3 || !PyTuple_Check(given[2])) return PyErr_Format(PyExc_TypeError, "score_many takes tables, one, a tuple");
    return read_tables(given[0], &tables) ? score_tuples(&tables, given[1], NULL, given[2]) : NULL;
}

static PyObject *score_pairs(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    Tables tables;
    if (count != 3 || !PyTuple_Check(given[1]) || !PyTuple_Check(given[2]) || PyTuple_Size(given[1]) != PyTuple_Size(given[2]))
        return PyErr_Format(PyExc_TypeError, "score_pairs takes tables and two tuples of one length");
    return read_tables(given[0], &tables) ? score_tuples(&tables, NULL, given[1], given[2]) : NULL;
}

static int read_run(const Tables *tables, PyObject *sounds, int most, Run *run, uint8_t *classes) {
    char *data;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(sounds, &data, &size)) return 0;
    *run = (Run){ (const uint8_t *)data, NULL, size > most ? 0 : (int)size, 0, 0 };
    return size <= most && weigh(tables, run, classes) ? 1 : broken("not a word in sounds");
}

/* distance(tables, one, other) -> float, of two words in sounds */
static PyObject *measure(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    Tables tables;
    Run one, other;
    uint8_t classes[2][JOINED];
    if (count != 3) return PyErr_Format(PyExc_TypeError, "distance takes tables, one, other");
    if (!read_tables(given[0], &tables) || !read_run(&tables, given[1], JOINED, &one, classes[0])) return NULL;
    if (!read_run(&tables, given[2], JOINED, &other, classes[1])) return NULL;
    return PyFloat_FromDouble(distance(&tables, &one, &other));
}

/* split(tables, run, first, second) -> two distances, of the words from the two parts of the run */
static PyObject *split(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    Tables tables;
    Run runs[3];
    uint8_t classes[3][SOUNDS];
    double far[2];
    if (count != 4) return PyErr_Format(PyExc_TypeError, "split takes tables, run, first, second");
    if (!read_tables(given[0], &tables)) return NULL;
    for (int at = 0; at < 3; at++)
        if (!read_run(&tables, given[at + 1], SOUNDS, &runs[at], classes[at])) return NULL;
    split_distance(&tables, &runs[0], &runs[1], &runs[2], far);
    return Py_BuildValue("(dd)", far[0], far[1]);
}

static PyMethodDef methods[] = {
    {"distance", (PyCFunction)(void (*)(void))measure, METH_FASTCALL, "distance(tables, one, other): of two words in sounds."},
    {"split", (PyCFunction)(void (*)(void))split, METH_FASTCALL, "split(tables, run, first, second): of two words from the parts of a run."},
    {"score", (PyCFunction)(void (*)(void))score, METH_FASTCALL, "score(tables, one, other): the probability of one pair."},
    {"score_many", (PyCFunction)(void (*)(void))score_many, METH_FASTCALL, "score_many(tables, one, others): one name against each of a tuple."},
    {"score_pairs", (PyCFunction)(void (*)(void))score_pairs, METH_FASTCALL, "score_pairs(tables, ones, others): pair by pair."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = { PyModuleDef_HEAD_INIT, "_score", "Packed names scored; see `scoring`.", -1, methods, NULL, NULL, NULL, NULL };

PyMODINIT_FUNC PyInit__score(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddIntConstant(module, "FORMAT", FORMAT)) Py_CLEAR(module);
    return module;
}
