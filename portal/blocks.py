"""The few blocks that every page of text may use."""

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=["bold", "link", "ul"])

    class Meta:
        icon = "help"
        label = _("question and answer")
        template = "components/question.html"


class StoryBlock(blocks.StreamBlock):
    """A text with headings, pictures, and questions with answers."""

    heading = blocks.CharBlock(
        label=_("heading"), max_length=120, icon="title", template="components/heading.html"
    )
    text = blocks.RichTextBlock(
        label=_("text"), features=["bold", "italic", "link", "ul", "ol", "h3", "blockquote"]
    )
    picture = ImageBlock(label=_("picture"), template="components/picture.html")
    question = QuestionBlock()

    def render(self, value: Any, context: Any = None) -> SafeString:
        """The blocks one after another, without wrappers."""
        return format_html_join("", "{}", ((block.render(context),) for block in value))
