"""What lists of issues are filtered from is put together once in a thread, and is no thread's but its own."""

from concurrent.futures import ThreadPoolExecutor

from contests.selectors.issues import listed


def recalls():
    """Return the query of the recalls, in which compiling writes."""
    return listed().query.annotations["recall"].query


def test_threads_share_no_query_that_compiling_writes_in():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(recalls).result() is pool.submit(recalls).result()
        assert pool.submit(recalls).result() is not recalls()


def test_what_was_read_is_not_kept(db, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            list(listed())
