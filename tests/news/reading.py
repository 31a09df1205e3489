"""The list of news as a reader sees it."""


def titles(response) -> list[str]:
    return [article.title for article in response.context["news"]]
