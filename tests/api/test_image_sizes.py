"""The source is asked for the width that is shown."""

import pytest

from custom_components.trakt_upcoming.api.image_sizes import sized

AT_TRAKT = "https://images.example/images/shows/000/048/562"
AT_TMDB = "https://images.example/t/p"


@pytest.mark.parametrize(
    ("address", "width", "expected"),
    [
        (f"{AT_TRAKT}/posters/medium/6.jpg.webp", 185, f"{AT_TRAKT}/posters/thumb/6.jpg.webp"),
        (f"{AT_TRAKT}/posters/medium/6.jpg.webp", 300, f"{AT_TRAKT}/posters/thumb/6.jpg.webp"),
        (f"{AT_TRAKT}/posters/medium/6.jpg.webp", 342, f"{AT_TRAKT}/posters/thumb/6.jpg.webp"),
        (f"{AT_TRAKT}/posters/thumb/6.jpg.webp", 350, f"{AT_TRAKT}/posters/medium/6.jpg.webp"),
        (f"{AT_TRAKT}/posters/thumb/6.jpg.webp", 780, f"{AT_TRAKT}/posters/full/6.jpg.webp"),
        (f"{AT_TRAKT}/posters/medium/6.jpg.webp", 5_000, f"{AT_TRAKT}/posters/full/6.jpg.webp"),
        (f"{AT_TRAKT}/fanarts/medium/6.jpg.webp", 780, f"{AT_TRAKT}/fanarts/thumb/6.jpg.webp"),
        (f"{AT_TRAKT}/fanarts/medium/6.jpg.webp", 1_280, f"{AT_TRAKT}/fanarts/medium/6.jpg.webp"),
        (f"{AT_TRAKT}/screenshots/medium/6.jpg.webp", 780, f"{AT_TRAKT}/screenshots/thumb/6.jpg.webp"),
        (f"{AT_TMDB}/original/p.jpg", 342, f"{AT_TMDB}/w342/p.jpg"),
        (f"{AT_TMDB}/w1280/p.jpg", 500, f"{AT_TMDB}/w500/p.jpg"),
    ],
)
def test_smallest_size_that_is_wide_enough(address: str, width: int, expected: str) -> None:
    """Else the largest that there is."""
    assert sized(address, width) == expected


@pytest.mark.parametrize(
    "address", ["https://images.example/p.jpg", f"{AT_TRAKT}/posters/huge/6.jpg", f"{AT_TRAKT}/logos/medium/6.png"]
)
def test_an_address_of_another_form(address: str) -> None:
    """It is taken as it is."""
    assert sized(address, 342) == address
