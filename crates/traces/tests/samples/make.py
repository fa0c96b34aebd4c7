#!/usr/bin/env python3
"""Makes the sample files beside this script, with the tools that people use.

Debian: libimage-exiftool-perl ffmpeg qpdf. From PyPI: pillow pillow-heif python-docx openpyxl python-pptx
reportlab odfpy pypdf. The samples are committed, so nobody needs these to run the tests. Running it again
makes other bytes (times and random ids differ) that give away the same things.
"""

import io
import os
import subprocess
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
os.chdir(HERE)


def run(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


EXIF = [
    "-Make=Samudra", "-Model=Phone 9", "-SerialNumber=SN-4711", "-Artist=Sari Dewi",
    "-Software=Camera 3.1", "-DateTimeOriginal=2026:03:04 05:06:07", "-ImageDescription=At the warehouse",
    "-GPSLatitude=6.2", "-GPSLatitudeRef=S", "-GPSLongitude=106.8", "-GPSLongitudeRef=E",
    "-Orientation#=6",
]
XMP = ["-XMP-dc:Creator=Sari Dewi", "-XMP-xmp:CreatorTool=Editor 5", "-XMP-xmpMM:DocumentID=uuid:1234"]
IPTC = ["-IPTC:By-line=Sari Dewi", "-IPTC:City=Jakarta"]


def picture(size=(64, 48)):
    from PIL import Image
    made = Image.new("RGB", size)
    made.putdata([((x * 4) % 256, (y * 5) % 256, (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    return made


def pictures():
    import pillow_heif
    pillow_heif.register_heif_opener()
    made = picture()
    thumbnail = picture((16, 12))
    thumbnail.save("thumbnail.tmp.jpg")
    made.save("photo.jpg", quality=80)
    run("exiftool", "-overwrite_original", *EXIF, *XMP, *IPTC, "-Comment=Look here", "-ThumbnailImage<=thumbnail.tmp.jpg", "photo.jpg")
    made.save("progressive.jpg", quality=80, progressive=True)
    run("exiftool", "-overwrite_original", *EXIF, "progressive.jpg")
    made.save("plain.jpg", quality=80)
    made.save("drawing.png")
    run("exiftool", "-overwrite_original", *EXIF, *XMP, "-PNG:Author=Sari Dewi", "-PNG:Software=Editor 5", "drawing.png")
    made.save("photo.webp", quality=60)
    run("exiftool", "-overwrite_original", *EXIF, *XMP, "photo.webp")
    made.save("lossless.webp", lossless=True)
    made.save("scan.tif", compression="tiff_lzw")
    run("exiftool", "-overwrite_original", *EXIF, *XMP, *IPTC, "scan.tif")
    made.save("photo.heic", quality=60)
    run("exiftool", "-overwrite_original", *EXIF, *XMP, "photo.heic")
    frames = [picture().convert("P"), picture((64, 48)).rotate(180).convert("P")]
    frames[0].save("moving.gif", save_all=True, append_images=frames[1:], comment=b"made by Sari Dewi", loop=0)
    os.remove("thumbnail.tmp.jpg")


def documents():
    from reportlab import rl_config
    from reportlab.pdfgen import canvas
    rl_config.useA85 = 0
    from pypdf import PdfReader, PdfWriter
    page = canvas.Canvas("letter.pdf")
    page.setAuthor("Sari Dewi")
    page.setTitle("Tender 12")
    page.setCreator("Office 5")
    page.drawString(100, 700, "The tender was rigged.")
    page.drawImage("photo.jpg", 100, 400)
    page.showPage()
    page.save()
    run("exiftool", "-overwrite_original", "-XMP-dc:Creator=Sari Dewi", "-XMP-xmpMM:DocumentID=uuid:1234", "letter.pdf")
    run("qpdf", "--object-streams=generate", "letter.pdf", "packed.pdf")
    run("qpdf", "--linearize", "letter.pdf", "linear.pdf")
    run("qpdf", "--encrypt", "", "owner", "256", "--", "letter.pdf", "encrypted.pdf")
    run("qpdf", "--encrypt", "user", "owner", "256", "--", "letter.pdf", "locked.pdf")
    writer = PdfWriter(clone_from=PdfReader("packed.pdf"))
    writer.add_attachment("list.txt", b"attached")
    from pypdf.annotations import Text
    note = Text(text="Ask Budi", rect=(50, 550, 200, 650))
    note[__import__("pypdf").generic.NameObject("/T")] = __import__("pypdf").generic.TextStringObject("Sari Dewi")
    writer.add_annotation(0, note)
    writer.write("attached.pdf")


def texts():
    import docx
    made = docx.Document()
    made.core_properties.author = "Sari Dewi"
    made.core_properties.last_modified_by = "Budi"
    made.core_properties.comments = "first draft"
    paragraph = made.add_paragraph("The tender was rigged.")
    made.add_picture("photo.jpg")
    made.add_comment(runs=paragraph.runs, text="Ask Budi", author="Sari Dewi", initials="SD")
    made.save("letter.docx")
    change_part("letter.docx", "word/document.xml", tracked)
    change_part("letter.docx", "word/settings.xml", session)
    change_part("letter.docx", "docProps/app.xml", company)

    import openpyxl
    from openpyxl.comments import Comment
    book = openpyxl.Workbook()
    book.properties.creator = "Sari Dewi"
    book.active["A1"] = 12
    book.active["A1"].comment = Comment("Who paid?", "Sari Dewi")
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save("book.xlsx")
    inner = io.BytesIO()
    openpyxl.Workbook().save(inner)

    import pptx
    slides = pptx.Presentation()
    slides.core_properties.author = "Sari Dewi"
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    slide.shapes.add_picture("photo.jpg", 0, 0)
    slide.notes_slide.notes_text_frame.text = "Do not show this"
    hidden = slides.slides.add_slide(slides.slide_layouts[6])
    hidden._element.set("show", "0")
    slides.save("slides.pptx")

    from odf.opendocument import OpenDocumentText
    from odf.text import P
    from odf.office import Annotation
    from odf import dc, meta
    made = OpenDocumentText()
    made.meta.addElement(dc.Creator(text="Sari Dewi"))
    made.meta.addElement(meta.InitialCreator(text="Budi"))
    paragraph = P(text="The tender was rigged.")
    note = Annotation()
    note.addElement(dc.Creator(text="Sari Dewi"))
    note.addElement(dc.Date(text="2026-03-04T05:06:07"))
    note.addElement(P(text="Ask Budi"))
    paragraph.addElement(note)
    made.text.addElement(paragraph)
    made.addPicture("photo.jpg")
    made.save("letter.odt")


def tracked(text):
    added = ('<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:ins w:id="7" w:author="Sari Dewi" w:date="2026-03-04T05:06:07Z">'
             '<w:r><w:t>Added later.</w:t></w:r></w:ins><w:del w:id="8" w:author="Budi" w:date="2026-03-04T05:06:08Z">'
             '<w:r><w:delText>Taken out.</w:delText></w:r></w:del></w:p>')
    return text.replace("<w:sectPr", added + "<w:sectPr", 1)


def session(text):
    return text.replace("</w:settings>", '<w:rsids><w:rsidRoot w:val="00A77B3E"/><w:rsid w:val="00A77B3E"/></w:rsids></w:settings>')


def company(text):
    import re
    text = re.sub(r"<Company>.*?</Company>|<Company/>", "", text)
    return text.replace("</Properties>", "<Company>Ministry of Roads</Company></Properties>")


def change_part(path, part, change):
    with zipfile.ZipFile(path) as old:
        parts = [(one, old.read(one)) for one in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info, content in parts:
            if info.filename == part:
                content = change(content.decode()).encode()
            new.writestr(info, content)


def sounds():
    tags = ["-metadata", "title=Call", "-metadata", "artist=Sari Dewi", "-metadata", "comment=at the office", "-metadata", "date=2026"]
    source = ["-f", "lavfi", "-i", "sine=frequency=440:duration=0.4"]
    cover = ["-i", "photo.jpg"]
    run("ffmpeg", "-y", *source, *cover, "-map", "0", "-map", "1", "-c:v", "copy", *tags, "-id3v2_version", "3", "-write_id3v1", "1", "-b:a", "32k", "call.mp3")
    run("ffmpeg", "-y", *source, *tags, "-b:a", "32k", "call.m4a")
    run("exiftool", "-overwrite_original", "-Keys:GPSCoordinates=-6.2, 106.8", "-QuickTime:Make=Samudra", "call.m4a")
    run("ffmpeg", "-y", *source, *tags, "-c:a", "libopus", "-b:a", "16k", "call.ogg")
    run("ffmpeg", "-y", *source, *tags, "-c:a", "libvorbis", "-q:a", "0", "vorbis.ogg")
    run("ffmpeg", "-y", *source, *tags, "-ar", "8000", "call.flac")
    run("ffmpeg", "-y", *source, *tags, "-ar", "8000", "-write_bext", "1", "-metadata", "originator=Recorder", "call.wav")
    run("ffmpeg", "-y", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1", *tags, "-metadata", "creation_time=2026-03-04T05:06:07Z", "-metadata", "location=-6.2+106.8/", "-pix_fmt", "yuv420p", "film.mp4")
    run("ffmpeg", "-y", "-i", "film.mp4", "-c", "copy", "-movflags", "+faststart+use_metadata_tags", "-map_metadata", "0", "fast.mov")


pictures()
documents()
texts()
sounds()
